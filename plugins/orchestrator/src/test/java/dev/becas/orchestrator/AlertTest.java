package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.ExampleFlow.ExampleRejected;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.PromotionFlow.AlertRaised;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.AnswerTimes;
import dev.becas.orchestrator.alert.Webhook;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertTest {
    @TempDir
    Path folder;

    private static List<String> raised(World world) {
        return world.kernel().events(AlertRaised.class).stream()
                .map(AlertRaised::alert)
                .toList();
    }

    private static void reject(World world, int n) throws Exception {
        List<FlowEvent> events = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            events.add(new ExampleRejected(
                    EventHead.root(
                            "test",
                            world.kernel().now() + "/" + i,
                            "guild",
                            world.kernel().now()),
                    World.CATEGORY,
                    "low_score"));
        }
        world.kernel().publish(events.toArray(FlowEvent[]::new));
    }

    @Test
    void anAlertIsRaisedOnceAndAgainAfterItWasOver() throws Exception {
        try (World world = new World(folder)) {
            reject(world, 19);
            world.tick(Duration.ofMinutes(15));
            assertEquals(List.of(), raised(world), "too little behind it");
            reject(world, 1);
            world.tick(Duration.ofMinutes(15));
            world.tick(Duration.ofMinutes(15));
            assertEquals(List.of("rejection"), raised(world));
            world.tick(Duration.ofDays(2));
            assertEquals("No alert lasts.", world.run("alerts list", Map.of()).text());
            reject(world, 20);
            world.tick(Duration.ofMinutes(15));
            assertEquals(List.of("rejection", "rejection"), raised(world));
        }
    }

    @Test
    void slowAnswersAreToldWhereBecasRunsLive() throws Exception {
        for (boolean live : List.of(true, false)) {
            AtomicInteger answers = new AtomicInteger();
            try (World world = new World(folder.resolve("live-" + live), new Script(), World.YAML, live)) {
                world.kernel()
                        .kernel()
                        .services()
                        .provide(
                                AnswerTimes.class,
                                "slow",
                                () -> new AnswerTimes.Total(answers.get(), 2_500.0 * answers.get()));
                world.tick(Duration.ofMinutes(15));
                assertEquals(List.of(), raised(world));
                answers.set(4);
                world.tick(Duration.ofMinutes(15));
                assertEquals(live ? List.of("response") : List.of(), raised(world), "live: " + live);
            }
        }
    }

    @Test
    void aSilencedAlertStaysQuietUntilThen() throws Exception {
        try (World world = new World(folder)) {
            world.run("alerts silence", Map.of("alert", "rejection", "for", "1h"));
            reject(world, 30);
            world.tick(Duration.ofMinutes(30));
            assertEquals(List.of(), raised(world));
            world.tick(Duration.ofHours(1));
            assertEquals(List.of("rejection"), raised(world));
        }
    }

    @Test
    void anAcknowledgedAlertNamesWhoLooks() throws Exception {
        try (World world = new World(folder)) {
            reject(world, 30);
            world.tick(Duration.ofMinutes(30));
            String id =
                    world.kernel().events(AlertRaised.class).getFirst().head().id();
            world.run("alerts ack", Map.of("id", id));
            assertTrue(world.run("alerts list", Map.of()).text().contains("operator looks after it"));
        }
    }

    @Test
    void theWebhookGetsTheAlertOnceMoreWhenItFailsOnce() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        List<String> keys = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            exchange.sendResponseHeaders(calls.incrementAndGet() == 1 ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        String yaml = World.YAML + "alerts:\n  webhook: http://localhost:"
                + server.getAddress().getPort() + "/hook\n";
        try (World world = new World(folder, new Script(), yaml, false)) {
            reject(world, 30);
            world.tick(Duration.ofMinutes(30));
            assertEquals(2, calls.get());
            assertEquals(1, keys.stream().distinct().count());
            Webhook.Post post = Json.read(bodies.getLast(), Webhook.Post.class);
            assertEquals("rejection", post.alert());
            assertEquals("100 % of offered examples were rejected (at most 20 %)", post.sentence());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void statusAndDoctorSpeakOfEveryPipeline() throws Exception {
        try (World world = new World(folder)) {
            assertTrue(world.run("status", Map.of()).text().contains("Healthy."));
            world.script.trainingFails = true;
            world.tick(Duration.ofHours(1));
            String text = world.run("status", Map.of()).text();
            assertTrue(text.contains(World.TARGET) && text.contains("failed") && text.contains("Not healthy"), text);
            String doctor = world.run("doctor", Map.of()).text();
            assertTrue(
                    doctor.contains("Why is nothing collected?") && doctor.contains("Why does training not start?"),
                    doctor);
            assertTrue(
                    doctor.contains("Why do shadow tests not run?")
                            && doctor.contains("Why is the model not promoted?"),
                    doctor);
            assertFalse(Json.write(world.run("status", Map.of()).json()).isEmpty());
            assertFalse(Json.write(world.run("pipeline list", Map.of()).json()).isEmpty());
            assertFalse(Json.write(world.run("model list", Map.of()).json()).isEmpty());
        }
    }
}

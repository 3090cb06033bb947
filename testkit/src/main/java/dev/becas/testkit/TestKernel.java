package dev.becas.testkit;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.SubscriptionCount;
import dev.becas.kernel.config.Config;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContexts;
import dev.becas.kernel.time.BecasClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A real kernel in a folder of the test's own: real store, real bus, a clock that the test moves. Plugins are started
/// from their class, without a jar.
public final class TestKernel implements AutoCloseable {
    /// When the test's time begins.
    public static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private static final Duration QUIET_WITHIN = Duration.ofSeconds(60);

    private final Kernel kernel;
    private final BecasClock.Conversation clock;
    private final PluginContexts contexts;

    private TestKernel(Kernel kernel, BecasClock.Conversation clock) {
        this.kernel = kernel;
        this.clock = clock;
        this.contexts = new PluginContexts(kernel);
    }

    /// Opens a kernel with its data in `folder`; opened again, it finds what was there.
    public static TestKernel open(Path folder) throws IOException {
        return open(folder, "");
    }

    /// As [#open(Path)], with the text of a `becas.yaml`.
    public static TestKernel open(Path folder, String yaml) throws IOException {
        Path file = Files.createDirectories(folder).resolve("becas.yaml");
        Files.writeString(file, yaml);
        BecasClock.Conversation clock = BecasClock.conversation(START);
        Kernel.Settings settings = new Kernel.Settings(
                folder.resolve("data"),
                folder.resolve("plugins"),
                Map.of(),
                Config.read(file, Map.of()),
                clock,
                "a secret for tests",
                (guild, user) -> Ids.of("salt", guild, user));
        return new TestKernel(Kernel.open(settings), clock);
    }

    public Kernel kernel() {
        return kernel;
    }

    /// Starts a plugin as the host would: its tables first, its context given back when it stops.
    public void start(String id, BecasPlugin plugin) throws Exception {
        contexts.start(id, plugin);
    }

    /// Stops a plugin; its subscriptions keep their place.
    public void stop(String id) throws Exception {
        contexts.stop(id);
    }

    /// Registers a version of a category's model, without a file, and lets it answer all requests.
    ///
    /// @param number of the version
    /// @param runtime the name of the [dev.becas.kernel.model.ModelRuntime] that answers for it
    public void goLive(String category, int number, String runtime) throws Exception {
        String target = ModelVersion.target("qwen", category);
        String name = target + "-v" + number;
        EventHead head = EventHead.root("test", name, EventHead.NO_GUILD, now());
        ModelVersion version = new ModelVersion(
                name,
                target,
                category,
                number,
                "0." + number + ".0",
                runtime,
                Path.of("model"),
                "digest",
                "base",
                "",
                null,
                Map.of(),
                1,
                Map.of(),
                head.id(),
                now());
        AliasMoved moved = new AliasMoved(head.next("alias", 0), target, name, null, 100, "test", "test");
        kernel.bus().write("test model", tx -> {
            kernel.models().register(tx, version);
            kernel.models().moveAlias(tx, moved);
        });
    }

    /// Publishes events and waits until everything has come to rest.
    public void publish(FlowEvent... events) throws InterruptedException {
        kernel.bus().publish(List.of(events));
        quiet();
    }

    /// Keeps a text, as a gateway would.
    public void content(String contentId, String guildId, String authorKey, String text) throws Exception {
        kernel.bus()
                .write(
                        "test content",
                        tx -> tx.content(contentId, guildId, authorKey, "message", Provenance.SYNTHETIC, text, now()));
    }

    /// Moves time on, tells everybody, and waits until everything has come to rest.
    public void tick(Duration step) throws InterruptedException {
        clock.moveTo(clock.instant().plus(step));
        publish(ClockTicked.at(clock.instant()));
    }

    /// Waits until nothing is pending and no outside work waits.
    public void quiet() throws InterruptedException {
        kernel.bus().awaitQuiet(QUIET_WITHIN);
    }

    public Instant now() {
        return clock.instant();
    }

    /// Every event so far, in the journal's order.
    public List<FlowEvent> events() {
        return kernel.bus().journal().after(0, Integer.MAX_VALUE).stream()
                .map(Delivery::event)
                .toList();
    }

    /// The events of one class so far.
    public <E extends FlowEvent> List<E> events(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// Fails when the counts of a subscription do not add up.
    public void assertCountsAddUp() {
        for (SubscriptionCount count : kernel.bus().counts()) {
            if (!count.addsUp()) {
                throw new AssertionError("the counts do not add up: " + count);
            }
        }
    }

    @Override
    public void close() {
        contexts.close();
        kernel.close();
    }
}

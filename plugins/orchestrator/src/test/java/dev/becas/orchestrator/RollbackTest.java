package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.Circumstances;
import dev.becas.kernel.flow.DecisionFlow.AiCorrection;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.HumanWord;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import dev.becas.kernel.flow.PromotionFlow.AlertRaised;
import dev.becas.kernel.flow.PromotionFlow.RolledBack;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestStopped;
import dev.becas.kernel.flow.Verdict;
import dev.becas.orchestrator.pipeline.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {
    @TempDir
    Path folder;

    private World world(boolean guardsBetweenTicks) throws Exception {
        return new World(folder, new Script(), World.YAML, guardsBetweenTicks);
    }

    private static void toTheFirstShare(World world) throws Exception {
        world.tick(Duration.ofHours(1));
        world.approveByTwo(World.V1);
    }

    @Test
    void theDrillTakesADeployedVersionBackAtOnce() throws Exception {
        try (World world = world(false)) {
            toTheFirstShare(world);
            world.rollOutWholly(World.V1);
            long start = System.nanoTime();
            CommandResult result = world.run("model rollback", Map.of("version", World.TARGET, "reason", "drill"));
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            System.out.println("roll back drill by command: " + result.text() + " With everything at rest after it: "
                    + millis + " ms.");
            assertTrue(millis < 10_000);
            assertEquals("v0 100", world.aliasMoves().getLast());
            assertEquals(
                    World.V0,
                    world.kernel()
                            .kernel()
                            .models()
                            .aliases()
                            .route(World.TARGET, "any")
                            .orElseThrow());
            RolledBack event = world.kernel().events(RolledBack.class).getFirst();
            assertEquals(World.V1, event.version());
            assertEquals(World.V0, event.to());
            assertEquals("asked by operator", event.reason());
            assertEquals(
                    "drill",
                    world.kernel()
                            .kernel()
                            .contents()
                            .text(Objects.requireNonNull(event.reasonContentId()))
                            .orElseThrow(),
                    "the words stand apart and can be erased");
            assertEquals("collecting", world.stage());
            assertEquals(
                    "rolled_back",
                    world.kernel()
                            .kernel()
                            .store()
                            .read(h -> Rounds.of(h, World.TARGET))
                            .getLast()
                            .outcome());
            assertTrue(world.run("model history", Map.of()).text().contains("asked by operator: drill"));
            world.kernel().assertCountsAddUp();
        }
    }

    @Test
    void aReasonIsRequiredAndTheWrongVersionIsRefused() throws Exception {
        try (World world = world(false)) {
            toTheFirstShare(world);
            assertThrows(
                    IllegalArgumentException.class, () -> world.run("model rollback", Map.of("version", World.TARGET)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> world.run("model rollback", Map.of("version", World.V0, "reason", "x")));
            world.run("model rollback", Map.of("version", World.V1, "reason", "x"));
            assertEquals("v0 100", world.aliasMoves().getLast());
        }
    }

    @Test
    void aVersionThatDoesNotAnswerIsTakenBackByItself() throws Exception {
        try (World world = world(true)) {
            toTheFirstShare(world);
            long start = System.nanoTime();
            world.kernel().publish(answeredByTheOther(world, 20).toArray(FlowEvent[]::new));
            System.out.println("roll back by guardrail: "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms after the answers were published");
            assertEquals(
                    List.of("guardrail"),
                    world.kernel().events(RolledBack.class).stream()
                            .map(RolledBack::by)
                            .toList());
            assertEquals("v0 100", world.aliasMoves().getLast());
            assertEquals(
                    "guardrail",
                    world.kernel().events(AlertRaised.class).getFirst().alert());
            assertEquals("collecting", world.stage());
        }
    }

    @Test
    void inAReplayGuardrailsAreLookedAtOnTicksOnly() throws Exception {
        try (World world = world(false)) {
            toTheFirstShare(world);
            world.kernel().publish(answeredByTheOther(world, 20).toArray(FlowEvent[]::new));
            assertEquals("v1 1", world.aliasMoves().getLast());
            world.tick(Duration.ofMinutes(15));
            assertEquals("v0 100", world.aliasMoves().getLast());
        }
    }

    @Test
    void fewSilentAnswersAreNoEvidence() throws Exception {
        try (World world = world(true)) {
            toTheFirstShare(world);
            world.kernel().publish(answeredByTheOther(world, 19).toArray(FlowEvent[]::new));
            world.tick(Duration.ofMinutes(15));
            assertEquals("v1 1", world.aliasMoves().getLast());
        }
    }

    @Test
    void aVersionThatPeopleCorrectMoreOftenIsTakenBack() throws Exception {
        try (World world = world(false)) {
            world.answers(400);
            toTheFirstShare(world);
            // What stands in for the decision is any event with the answer's cause.
            List<FlowEvent> events = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ModelAnswered answer = world.answer("of-v1-" + i, World.V1);
                events.add(answer);
                if (i < 8) {
                    MessageDeleted decision =
                            new MessageDeleted(world.seen("of-v1-" + i).next("decided", 0), answer.messageId());
                    events.add(decision);
                    events.add(correction(world, answer, decision.head().id()));
                }
            }
            world.kernel().publish(events.toArray(FlowEvent[]::new));
            world.tick(Duration.ofMinutes(15));
            RolledBack back = world.kernel().events(RolledBack.class).getFirst();
            assertTrue(
                    back.reason().contains("8 of 40 answers of " + World.V1 + " were false alarms against 0 of 400"),
                    back.reason());
        }
    }

    @Test
    void withoutAutoRollbackAViolatedGuardrailOnlyAlerts() throws Exception {
        try (World world = new World(folder, new Script(), World.YAML + "  autoRollback: false\n", true)) {
            toTheFirstShare(world);
            world.kernel().publish(answeredByTheOther(world, 30).toArray(FlowEvent[]::new));
            assertEquals("v1 1", world.aliasMoves().getLast());
            assertEquals(
                    1,
                    world.kernel().events(AlertRaised.class).stream()
                            .filter(a -> a.alert().equals("guardrail"))
                            .count());
        }
    }

    @Test
    void takingBackTheLiveVersionStopsTheShadowTestAgainstIt() throws Exception {
        try (World world = world(false)) {
            toTheFirstShare(world);
            world.rollOutWholly(World.V1);
            world.tick(Duration.ofHours(25));
            world.kernel().stop("shadow");
            world.run("train", Map.of("category", World.CATEGORY));
            assertEquals(
                    "collecting", world.stage(), "the candidate is as good as the live version, so gold refuses it");
            world.kernel()
                    .kernel()
                    .bus()
                    .write(
                            "test",
                            tx -> tx.sql()
                                    .execute(
                                            "UPDATE orch_pipeline SET stage = 'testing', state = ? WHERE target = ?",
                                            "{\"is\":\"testing\",\"version\":\"" + World.TARGET + "-v2\",\"live\":\""
                                                    + World.V1 + "\",\"testId\":\"t2\"}",
                                            World.TARGET));
            world.run("model rollback", Map.of("version", World.V1, "reason", "drill"));
            assertEquals(
                    List.of("t2"),
                    world.kernel().events(ShadowTestStopped.class).stream()
                            .map(ShadowTestStopped::testId)
                            .toList());
            assertEquals("collecting", world.stage());
        }
    }

    @Test
    void anOperatorCanForceAVersionOutAndTheAuditTrailSaysSo() throws Exception {
        Script script = new Script();
        script.recommendation = "keep_A";
        try (World world = new World(folder, script, World.YAML, false)) {
            world.tick(Duration.ofHours(1));
            world.run("model promote", Map.of("version", World.V1, "reason", "we know better", "force", "true"));
            assertEquals("v1 100", world.aliasMoves().getLast());
            assertEquals("deployed", world.stage());
            assertEquals(
                    List.of("model promote " + World.V1 + " --force"),
                    world.kernel()
                            .kernel()
                            .store()
                            .read(h -> h.createQuery("SELECT command FROM audit_trail")
                                    .mapTo(String.class)
                                    .list()));
        }
    }

    @Test
    void anOperatorPutsAVersionForwardAndPeopleApprove() throws Exception {
        Script script = new Script();
        script.recommendation = "keep_A";
        try (World world = new World(folder, script, World.YAML, false)) {
            world.tick(Duration.ofHours(1));
            world.run("model promote", Map.of("version", World.V1, "reason", "look again"));
            assertEquals("promoting", world.stage());
            assertEquals("v0 100", world.aliasMoves().getLast());
            world.approveByTwo(World.V1);
            assertEquals("v1 1", world.aliasMoves().getLast());
        }
    }

    /// Requests that were routed to the candidate and answered by the version before it.
    private static List<FlowEvent> answeredByTheOther(World world, int n) {
        List<FlowEvent> events = new ArrayList<>();
        for (int i = 0; events.size() < n; i++) {
            String request = "silent-" + i;
            if (world.kernel()
                    .kernel()
                    .models()
                    .aliases()
                    .route(World.TARGET, request)
                    .orElseThrow()
                    .equals(World.V1)) {
                events.add(world.answer(request, World.V0));
            }
        }
        return events;
    }

    private static AiCorrection correction(World world, ModelAnswered answer, String decisionId) {
        EventHead head = EventHead.root(
                "bot", "correction of " + decisionId, "guild", world.kernel().now());
        Verdict verdict = new Verdict("phishing", 0.9, LabelSource.MODEL, List.of(), List.of(), List.of());
        return new AiCorrection(
                head,
                answer.messageId(),
                "channel",
                "author",
                "content",
                Provenance.SYNTHETIC,
                decisionId,
                World.CATEGORY,
                verdict,
                "log",
                "clean",
                0,
                null,
                "false_alarm",
                new HumanWord("ada", "none", null, 0, "correction"),
                null,
                Circumstances.none());
    }
}

package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.dataset.ExampleStatistics.ExampleCounts;
import dev.becas.kernel.flow.DatasetFlow.DatasetRevised;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.PromotionFlow.AlertRaised;
import dev.becas.kernel.flow.PromotionFlow.StageChanged;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.training.TrainingCosts;
import dev.becas.kernel.training.TrainingCosts.Cost;
import dev.becas.orchestrator.pipeline.Round;
import dev.becas.orchestrator.pipeline.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasedDataTest {
    private static final String V2 = World.TARGET + "-v2";
    private static final String DATASET = "dataset-" + World.TARGET + "-r1";
    private static final String LEARNED = " learned from texts that were erased at ";

    @TempDir
    Path folder;

    @Test
    void aVersionThatAnswersAndLearnedFromErasedTextsIsTrainedAgain() throws Exception {
        try (World world = deployed(World.YAML)) {
            DatasetRevised revised = erase(world, World.V1);
            assertEquals("promoting", world.stage());
            Round round = rounds(world).getLast();
            assertEquals(2, round.round());
            assertEquals("erasure", round.trigger());
            StageChanged begun = world.kernel().events(StageChanged.class).stream()
                    .filter(c -> c.head().causeId().equals(revised.head().id()))
                    .findFirst()
                    .orElseThrow();
            assertEquals("ready_for_training", begun.to());
            assertTrue(
                    begun.reason()
                            .endsWith("revision 2 of " + DATASET
                                    + " is without 3 of its examples and without the reasons of 1"),
                    begun.reason());
            world.tick(Duration.ofHours(2));
            assertEquals(2, trainings(world));
            world.kernel().assertCountsAddUp();
        }
    }

    @Test
    void commandsSaySoUntilAVersionWithoutThemAnswers() throws Exception {
        try (World world = deployed(World.YAML)) {
            assertFalse(world.run("status", Map.of()).text().contains(LEARNED));
            erase(world, World.V1);
            assertTrue(world.run("status", Map.of()).text().contains(World.V1 + LEARNED));
            assertTrue(Json.write(world.run("status", Map.of()).json()).contains("\"erased\":[{\"version\":\"becas-"));
            String doctor = world.run("doctor", Map.of()).text();
            assertTrue(doctor.contains("NO  scam_detection erased texts: " + World.V1 + LEARNED), doctor);
            assertTrue(doctor.contains("-> round 2 is promoting; approve what comes of it"), doctor);
            world.approveByTwo(V2);
            world.answersUntil(V2, 200);
            assertTrue(world.run("status", Map.of()).text().contains(World.V1 + LEARNED), "answers 99 %");
            world.rollOutWholly(V2);
            assertFalse(world.run("status", Map.of()).text().contains(LEARNED));
            assertTrue(world.run("doctor", Map.of()).text().contains("ok  scam_detection erased texts"));
            assertTrue(
                    world.run("model show", Map.of("version", World.V1)).text().contains(World.V1 + LEARNED));
            assertFalse(world.run("model show", Map.of("version", V2)).text().contains(LEARNED));
        }
    }

    @Test
    void withoutAutoFineTuneAnAlertSaysSoAndAPersonBegins() throws Exception {
        try (World world = deployed(World.YAML + "  autoFineTune: false\n")) {
            erase(world, World.V1);
            world.tick(Duration.ofHours(2));
            assertEquals("collecting", world.stage());
            List<AlertRaised> alerts = world.kernel().events(AlertRaised.class);
            assertEquals(1, alerts.size());
            assertEquals("erased_data", alerts.getFirst().alert());
            assertTrue(
                    alerts.getFirst()
                            .sentence()
                            .endsWith("; orchestrator.autoFineTune is false, so no training begins: run `becas train"
                                    + " scam_detection`"),
                    alerts.getFirst().sentence());
            world.run("train", Map.of("category", World.CATEGORY));
            assertEquals("promoting", world.stage());
            world.approveByTwo(V2);
            world.rollOutWholly(V2);
            collects(world);
            assertFalse(world.run("alerts list", Map.of()).text().contains("erased_data"));
        }
    }

    @Test
    void aSpentBudgetLetsItWait() throws Exception {
        AtomicReference<Cost> used = new AtomicReference<>(Cost.NOTHING);
        TrainingCosts bill = (from, to) -> used.get();
        try (World world = deployed(World.YAML + "  budget:\n    gpuMinutesPerMonth: 60\n")) {
            world.start("bill", context -> context.provide(TrainingCosts.class, "bill", bill));
            used.set(new Cost(60, 0));
            erase(world, World.V1);
            world.tick(Duration.ofHours(2));
            assertEquals("collecting", world.stage());
            used.set(Cost.NOTHING);
            world.tick(Duration.ofHours(1));
            assertEquals("erasure", rounds(world).getLast().trigger());
        }
    }

    @Test
    void aJobThatIsAtItMakesAVersionThatIsNamedAndReplacedOnceItAnswers() throws Exception {
        try (World world = new World(folder)) {
            world.kernel().stop("learner");
            world.run("train", Map.of("category", World.CATEGORY));
            noNewExamples(world);
            erase(world);
            world.restart();
            assertTrue(
                    world.run("model show", Map.of("version", World.V1)).text().contains(World.V1 + LEARNED));
            assertFalse(world.run("status", Map.of()).text().contains(LEARNED), "the stock version answers");
            world.approveByTwo(World.V1);
            world.rollOutWholly(World.V1);
            assertEquals(1, rounds(world).size());
            collects(world);
            assertEquals("erasure", rounds(world).getLast().trigger());
        }
    }

    @Test
    void aVersionThatDoesNotAnswerIsOnlyNamed() throws Exception {
        try (World world = new World(folder)) {
            world.run("train", Map.of("category", World.CATEGORY));
            world.run("reject", Map.of("version", World.V1, "as", "ada", "reason", "not now"));
            noNewExamples(world);
            erase(world, World.V1);
            world.tick(Duration.ofHours(2));
            assertEquals(1, trainings(world));
            assertTrue(
                    world.run("model show", Map.of("version", World.V1)).text().contains(World.V1 + LEARNED));
        }
    }

    @Test
    void aRoundThatLedToNothingIsBegunAgainAfterAWeekAndNotBefore() throws Exception {
        try (World world = deployed(World.YAML)) {
            world.script.trainingFails = true;
            erase(world, World.V1);
            assertEquals("failed", world.stage());
            world.tick(Duration.ofHours(2));
            assertEquals(2, trainings(world));
            world.tick(Duration.ofDays(7));
            assertEquals(3, trainings(world));
            world.tick(Duration.ofHours(2));
            assertEquals(3, trainings(world));
        }
    }

    @Test
    void whatWasToldWhileTheOrchestratorWasAwayIsNotLost() throws Exception {
        try (World world = deployed(World.YAML)) {
            world.kernel().stop("orchestrator");
            erase(world, World.V1);
            assertEquals("collecting", world.stage());
            world.restart();
            assertEquals("erasure", rounds(world).getLast().trigger());
            assertEquals(2, trainings(world));
        }
    }

    /// A world in which version 1 answers everything and no round is due.
    private World deployed(String yaml) throws Exception {
        World world = new World(folder, new Script(), yaml, false);
        world.run("train", Map.of("category", World.CATEGORY));
        noNewExamples(world);
        world.approveByTwo(World.V1);
        world.rollOutWholly(World.V1);
        collects(world);
        assertEquals("collecting", world.stage());
        return world;
    }

    private static void noNewExamples(World world) {
        world.script.counts = new ExampleCounts(600, 2_500, 0, 0, 9_000);
    }

    /// The deployed version has been watched long enough, and the triggers are looked at.
    private static void collects(World world) throws Exception {
        world.tick(Duration.ofHours(25));
        world.tick(Duration.ofHours(1));
    }

    private static DatasetRevised erase(World world, String... models) throws Exception {
        EventHead head =
                EventHead.root("test", "erasure", "guild", world.kernel().now());
        DatasetRevised revised = new DatasetRevised(head, DATASET, World.CATEGORY, 2, "hash2", 3, 1, List.of(models));
        world.kernel().publish(revised);
        return revised;
    }

    private static List<Round> rounds(World world) {
        return world.kernel().kernel().store().read(h -> Rounds.of(h, World.TARGET));
    }

    private static int trainings(World world) {
        return world.kernel().events(TrainingRequested.class).size();
    }
}

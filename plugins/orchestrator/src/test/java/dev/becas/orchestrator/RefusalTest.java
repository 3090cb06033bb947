package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.dataset.ExampleStatistics.ExampleCounts;
import dev.becas.kernel.flow.PromotionFlow.AlertRaised;
import dev.becas.kernel.flow.PromotionFlow.ReadyForPromotion;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestRequested;
import dev.becas.kernel.flow.TrainingFlow.ModelRegistered;
import dev.becas.orchestrator.pipeline.PipelineState;
import dev.becas.orchestrator.pipeline.Round;
import dev.becas.orchestrator.pipeline.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    @TempDir
    Path folder;

    private final Script script = new Script();

    private World world() throws Exception {
        return world(World.YAML);
    }

    private World world(String yaml) throws Exception {
        return new World(folder, script, yaml, false);
    }

    private static Round lastRound(World world) {
        return world.kernel()
                .kernel()
                .store()
                .read(h -> Rounds.of(h, World.TARGET))
                .getLast();
    }

    @ParameterizedTest
    @CsvSource({"499, 2000, 8500", "500, 1999, 8500", "500, 2000, 8499"})
    void oneThresholdThatDoesNotHoldIsEnoughToWait(int gold, int total, int score) throws Exception {
        script.counts = new ExampleCounts(gold, total, gold, total, score);
        try (World world = world()) {
            world.tick(Duration.ofHours(2));
            assertEquals(List.of(), world.stages());
            CommandResult refused = world.run("pipeline start", Map.of("category", World.CATEGORY));
            assertEquals(1, refused.exitCode());
            script.counts = new ExampleCounts(500, 2_000, 500, 2_000, 8_500);
            world.tick(Duration.ofMinutes(30));
            assertEquals(List.of(), world.stages(), "it looks once an hour");
            world.tick(Duration.ofMinutes(30));
            assertEquals("promoting", world.stage());
        }
    }

    @Test
    void aCandidateNoBetterOnGoldIsNeitherRegisteredNorTested() throws Exception {
        script.candidateRightPercent = 60;
        try (World world = world()) {
            world.tick(Duration.ofHours(1));
            assertEquals("collecting", world.stage());
            assertEquals(List.of(), world.kernel().events(ModelRegistered.class));
            assertEquals(List.of(), world.kernel().events(ShadowTestRequested.class));
            Round round = lastRound(world);
            assertEquals("gold_gate", round.outcome());
            assertNotNull(round.gold());
            assertEquals(0, round.gold().macroF1Delta().value());
            assertTrue(String.valueOf(round.reason()).contains("not met"));
        }
    }

    @ParameterizedTest
    @CsvSource({"keep_A, 3000, 0.8", "need_more_data, 3000, 0.8", "promote_B, 99, 0.8", "promote_B, 3000, 0.64"})
    void aReportThatDoesNotCarryAPromotionEndsInCollectingWithItsFigures(
            String recommendation, int tests, double winRate) throws Exception {
        script.recommendation = recommendation;
        script.tests = tests;
        script.winRate = winRate;
        try (World world = world()) {
            world.tick(Duration.ofHours(1));
            assertEquals("collecting", world.stage());
            assertEquals("keep_A", lastRound(world).outcome());
            assertNotNull(lastRound(world).report());
            assertEquals(List.of(), world.kernel().events(ReadyForPromotion.class));
            assertEquals(List.of("v0 100"), world.aliasMoves());
        }
    }

    @Test
    void aRefusedDatasetFailsWithItsCauseAndCanBeTriedAgain() throws Exception {
        script.datasetRefused = true;
        try (World world = world()) {
            world.tick(Duration.ofHours(1));
            assertEquals(
                    new PipelineState.Failed("training", "no dataset could be frozen: one label has no example"),
                    world.row().state());
            script.datasetRefused = false;
            world.run("pipeline retry", Map.of("category", World.CATEGORY));
            assertEquals("promoting", world.stage());
            assertEquals(2, world.row().round());
        }
    }

    @Test
    void aFailedTrainingRaisesAnAlertThatARetryClears() throws Exception {
        script.trainingFails = true;
        try (World world = world()) {
            world.tick(Duration.ofHours(1));
            assertEquals(
                    new PipelineState.Failed("training", "out_of_memory: the card has 2 GiB"),
                    world.row().state());
            assertEquals(
                    List.of("pipeline_failed"),
                    world.kernel().events(AlertRaised.class).stream()
                            .map(AlertRaised::alert)
                            .toList());
            assertTrue(world.run("alerts list", Map.of()).text().contains("out_of_memory"));
            assertTrue(world.run("doctor", Map.of()).text().contains("pipeline retry scam_detection"));
            world.tick(Duration.ofHours(2));
            assertEquals("failed", world.stage(), "the hourly look leaves a failure to people");
            script.trainingFails = false;
            world.run("pipeline retry", Map.of("category", World.TARGET));
            assertEquals("promoting", world.stage());
            assertEquals(
                    "No alert lasts.",
                    world.run("alerts list", Map.of()).text().replaceAll(".*training_success.*", "No alert lasts."));
        }
    }

    @Test
    void aFailedRoundIsTriedAgainAtTheWeeklyTime() throws Exception {
        script.trainingFails = true;
        try (World world = world()) {
            world.tick(Duration.ofHours(1));
            script.trainingFails = false;
            world.tick(Duration.ofDays(5));
            assertEquals("failed", world.stage());
            world.tick(Duration.ofDays(1));
            assertEquals("promoting", world.stage());
            assertEquals("weekly", lastRound(world).trigger());
        }
    }

    @Test
    void aMissingGoldSetFailsNamingTheFile() throws Exception {
        script.goldMissing = true;
        try (World world = world()) {
            world.tick(Duration.ofHours(1));
            assertEquals("failed", world.stage());
            assertTrue(String.valueOf(lastRound(world).reason()).contains("gold/scam_detection.jsonl"));
        }
    }

    @Test
    void aRejectedVersionStaysOutAndTheReasonCanBeErased() throws Exception {
        try (World world = world()) {
            world.tick(Duration.ofHours(1));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> world.run("reject", Map.of("version", World.V1, "as", "ada")));
            world.run("reject", Map.of("version", World.V1, "as", "ada", "reason", "too eager with @mallory"));
            assertEquals("collecting", world.stage());
            assertEquals("rejected", lastRound(world).outcome());
            assertTrue(world.run("pipeline list", Map.of()).text().contains("too eager with @mallory"));
            assertTrue(
                    world.kernel().events().stream().noneMatch(e -> e.toString().contains("mallory")),
                    "no event holds what a person typed");
        }
    }

    @Test
    void waitsForThePeopleWhenAutoFineTuneIsOff() throws Exception {
        try (World world = world(World.YAML + "  autoFineTune: false\n")) {
            world.tick(Duration.ofHours(1));
            assertEquals("ready_for_training", world.stage());
            world.run("train", Map.of("category", World.CATEGORY));
            assertEquals("promoting", world.stage());
        }
    }

    @Test
    void theFirstVersionsAreNeverPromotedAutomaticallyLaterOnesAre() throws Exception {
        try (World world = world(World.YAML + "  autoPromote: true\n  manualOnlyVersions: 1\n")) {
            world.tick(Duration.ofHours(1));
            assertEquals(
                    2, world.kernel().events(ReadyForPromotion.class).getFirst().approvalsWanted());
            world.run("reject", Map.of("version", World.V1, "as", "ada", "reason", "let us wait"));
            world.run("train", Map.of("category", World.CATEGORY));
            assertEquals(
                    0, world.kernel().events(ReadyForPromotion.class).getLast().approvalsWanted());
            assertEquals("v2 1", world.aliasMoves().getLast());
        }
    }

    @Test
    void aWrongWordIsNamed() throws Exception {
        try (World world = world()) {
            assertThrows(IllegalArgumentException.class, () -> world.run("train", Map.of("category", "weather")));
            assertThrows(IllegalArgumentException.class, () -> world.run("approve", Map.of("version", "nobody")));
            assertThrows(IllegalArgumentException.class, () -> world.run("approve", Map.of("version", World.V0)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> world.run("pipeline retry", Map.of("category", World.CATEGORY)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> world.run("model show", Map.of("version", World.TARGET, "at", "yesterday")));
            assertThrows(
                    IllegalStateException.class,
                    () -> world.run("model rollback", Map.of("version", World.TARGET, "reason", "test")));
        }
    }
}

package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.dataset.ExampleStatistics.ExampleCounts;
import dev.becas.kernel.flow.DatasetFlow.DatasetRequested;
import dev.becas.kernel.flow.PromotionFlow.Promoted;
import dev.becas.kernel.flow.PromotionFlow.PromotionAnswered;
import dev.becas.kernel.flow.PromotionFlow.ReadyForPromotion;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestRequested;
import dev.becas.kernel.flow.TrainingFlow.ModelRegistered;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.orchestrator.pipeline.PipelineStatistics;
import dev.becas.orchestrator.pipeline.Round;
import dev.becas.orchestrator.pipeline.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HappyPathTest {
    private static final List<String> ALL_STAGES =
            List.of("ready_for_training", "training", "testing", "evaluating", "promoting", "deployed");

    @TempDir
    Path folder;

    @Test
    void goesFromEnoughExamplesToDeployedWithOneEventOfEachKind() throws Exception {
        try (World world = new World(folder)) {
            world.tick(Duration.ofHours(1));
            assertEquals(ALL_STAGES.subList(0, 5), world.stages());
            world.approveByTwo(World.V1);
            assertEquals(List.of("v0 100", "v1 1"), world.aliasMoves());
            world.rollOutWholly(World.V1);
            assertEquals(ALL_STAGES, world.stages());
            assertEquals(List.of("v0 100", "v1 1", "v1 5", "v1 25", "v1 50", "v1 100"), world.aliasMoves());
            assertEquals(1, world.kernel().events(DatasetRequested.class).size());
            assertEquals(1, world.kernel().events(TrainingRequested.class).size());
            assertEquals(1, world.kernel().events(ModelRegistered.class).size());
            assertEquals(1, world.kernel().events(ShadowTestRequested.class).size());
            assertEquals(1, world.kernel().events(ReadyForPromotion.class).size());
            assertEquals(2, world.kernel().events(PromotionAnswered.class).size());
            assertEquals(
                    List.of(World.V0),
                    world.kernel().events(Promoted.class).stream()
                            .map(Promoted::before)
                            .toList());
            world.kernel().assertCountsAddUp();
        }
    }

    @Test
    void registersTheVersionWithWhereItComesFrom() throws Exception {
        try (World world = new World(folder)) {
            world.tick(Duration.ofHours(1));
            ModelVersion version =
                    world.kernel().kernel().models().find(World.V1).orElseThrow();
            assertEquals("0.1.0", version.semantic());
            assertEquals(World.V0, version.parent());
            assertEquals("dataset-" + World.TARGET + "-r1", version.datasetId());
            assertEquals(Map.of("macroF1", 0.9), version.metrics());
        }
    }

    @Test
    void keepsTheFiguresOfTheRound() throws Exception {
        try (World world = new World(folder)) {
            world.tick(Duration.ofHours(1));
            Round round = world.kernel()
                    .kernel()
                    .store()
                    .read(h -> Rounds.of(h, World.TARGET))
                    .getFirst();
            assertNotNull(round.gold());
            assertTrue(round.gold().passed());
            assertTrue(round.gold().macroF1Delta().low() > 0);
            assertNotNull(round.report());
            PipelineStatistics statistics = world.kernel().kernel().store().read(PipelineStatistics::of);
            assertEquals(1, statistics.totalJobs());
            assertEquals(Map.of(World.CATEGORY, 1), statistics.byCategory());
            assertEquals(0.8, statistics.averageWinRate());
            assertEquals(1, statistics.byStage().get("promoting"));
        }
    }

    @Test
    void twoDifferentPeopleMustApprove() throws Exception {
        try (World world = new World(folder)) {
            world.tick(Duration.ofHours(1));
            world.run("approve", Map.of("version", World.V1, "as", "ada"));
            IllegalArgumentException twice = assertThrows(
                    IllegalArgumentException.class,
                    () -> world.run("approve", Map.of("version", World.V1, "as", "ada")));
            assertTrue(String.valueOf(twice.getMessage()).contains("2 different people"));
            assertEquals(List.of("v0 100"), world.aliasMoves());
            world.run("approve", Map.of("version", World.V1, "as", "grace"));
            assertEquals(List.of("v0 100", "v1 1"), world.aliasMoves());
        }
    }

    @Test
    void aShareLastsItsTimeAndItsRequests() throws Exception {
        try (World world = new World(folder)) {
            world.tick(Duration.ofHours(1));
            world.approveByTwo(World.V1);
            world.answersUntil(World.V1, 199);
            world.tick(Duration.ofHours(30));
            assertEquals("v1 1", world.aliasMoves().getLast());
            world.answersUntil(World.V1, 1);
            world.tick(Duration.ofMinutes(15));
            assertEquals("v1 5", world.aliasMoves().getLast());
            world.answersUntil(World.V1, 200);
            world.tick(Duration.ofHours(23));
            assertEquals("v1 5", world.aliasMoves().getLast());
            world.tick(Duration.ofHours(1));
            assertEquals("v1 25", world.aliasMoves().getLast());
        }
    }

    @Test
    void collectsAgainAfterTheWatchAndAsksForNewExamples() throws Exception {
        try (World world = new World(folder)) {
            world.tick(Duration.ofHours(1));
            Instant learned = world.kernel().now();
            world.approveByTwo(World.V1);
            world.rollOutWholly(World.V1);
            world.script.counts = new ExampleCounts(700, 3_000, 100, 500, 9_000);
            world.tick(Duration.ofHours(24));
            world.tick(Duration.ofHours(1));
            assertEquals("collecting", world.stage());
            assertEquals(learned, world.row().learnedUntil());
            world.tick(Duration.ofDays(30));
            assertEquals(2, world.row().round());
            assertEquals(
                    "refresh",
                    world.kernel()
                            .kernel()
                            .store()
                            .read(h -> Rounds.of(h, World.TARGET))
                            .getLast()
                            .trigger());
        }
    }

    @Test
    void saysWhatRanAtAnInstant() throws Exception {
        try (World world = new World(folder)) {
            Instant before = world.kernel().now();
            world.tick(Duration.ofHours(1));
            world.approveByTwo(World.V1);
            Instant first = world.kernel().now();
            world.rollOutWholly(World.V1);
            assertTrue(world.run("model show", Map.of("version", World.TARGET, "at", before.toString()))
                    .text()
                    .contains("v0 answered 100 %"));
            assertTrue(world.run("model show", Map.of("version", World.CATEGORY, "at", first.toString()))
                    .text()
                    .contains("v1 answered 1 %, " + World.V0 + " the other 99 %"));
            assertTrue(world.run(
                            "model show",
                            Map.of(
                                    "version",
                                    World.CATEGORY,
                                    "at",
                                    world.kernel().now().toString()))
                    .text()
                    .contains("v1 answered 100 %"));
            assertEquals(
                    1,
                    world.run("model show", Map.of("version", World.CATEGORY, "at", "2020-01-01T00:00:00Z"))
                            .exitCode());
        }
    }
}

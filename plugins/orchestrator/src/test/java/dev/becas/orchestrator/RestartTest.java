package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.orchestrator.alert.Alerts;
import dev.becas.orchestrator.pipeline.PipelineEvent;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.pipeline.StateMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    Path folder;

    @Test
    void goesOnWhenEverythingIsClosedBetweenEveryTwoStages() throws Exception {
        Map<String, Long> unbroken = countsOfAnUnbrokenRun(folder.resolve("unbroken"));
        try (World world = new World(Files.createDirectories(folder.resolve("broken")))) {
            // Each plugin is away while the request for it is made, and answers after the restart.
            world.kernel().stop("collector");
            world.kernel().stop("learner");
            world.kernel().stop("shadow");
            world.run("train", Map.of("category", World.CATEGORY));
            assertEquals("training", world.stage());
            world.kernel().stop("orchestrator");
            world.start("collector", new Others.Collector(world.script));
            world.kernel().quiet();
            world.restartWithout("learner", "shadow");
            assertEquals("training", world.stage());
            world.kernel().stop("orchestrator");
            world.start("learner", new Others.Learner(world.script));
            world.kernel().quiet();
            world.restartWithout("shadow");
            assertEquals("testing", world.stage());
            world.kernel().stop("orchestrator");
            world.start("shadow", new Others.Shadow(world.script));
            world.kernel().quiet();
            assertEquals("testing", world.stage());
            world.restart();
            assertEquals("promoting", world.stage());
            world.run("approve", Map.of("version", World.V1, "as", "ada"));
            world.restart();
            world.run("approve", Map.of("version", World.V1, "as", "grace"));
            for (int stage = 0; stage < 4; stage++) {
                world.restart();
                world.answersUntil(World.V1, 200);
                world.tick(Duration.ofHours(25));
            }
            world.restart();
            assertEquals("deployed", world.stage());
            assertEquals(unbroken, counts(world));
            world.kernel().assertCountsAddUp();
        }
    }

    @Test
    void doesWhatAStateAsksForWhenTheKillCameBetweenStateAndAct() throws Exception {
        try (World world = new World(folder)) {
            world.kernel().stop("orchestrator");
            // The state is committed and nobody is there who could act on it: as after a kill at that instant.
            Pipelines pipelines = new Pipelines(new StateMachine(List.of(1, 5, 25, 50, 100)), new Alerts(false));
            ClockTicked tick = ClockTicked.at(world.kernel().now());
            world.kernel().kernel().bus().write("state", tx -> {
                tx.publish(tick);
                pipelines.advance(tx, World.TARGET, new PipelineEvent.Due("hourly", "enough"), tick.head());
            });
            assertEquals("ready_for_training", world.stage());
            world.restart();
            assertEquals("promoting", world.stage());
            assertEquals(
                    List.of("ready_for_training", "training", "testing", "evaluating", "promoting"), world.stages());
        }
    }

    private static Map<String, Long> countsOfAnUnbrokenRun(Path folder) throws Exception {
        try (World world = new World(Files.createDirectories(folder))) {
            world.run("train", Map.of("category", World.CATEGORY));
            world.approveByTwo(World.V1);
            world.rollOutWholly(World.V1);
            return counts(world);
        }
    }

    /// How many events there are of each kind, apart from ticks and answers, which hang on the test's own steps.
    private static Map<String, Long> counts(World world) {
        Map<String, Long> counts = new TreeMap<>();
        world.kernel().events().stream()
                .map(FlowEvent::wireName)
                .filter(name -> !name.equals("clock.ticked") && !name.equals("model.answered"))
                .forEach(name -> counts.merge(name, 1L, Long::sum));
        return counts;
    }
}

package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.PromotionFlow.AlertRaised;
import dev.becas.kernel.training.TrainingCosts;
import dev.becas.kernel.training.TrainingCosts.Cost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetTest {
    private static final String YAML =
            World.YAML + "  budget:\n    gpuMinutesPerMonth: 60\n    providerCostPerMonth: 5\n";

    @TempDir
    Path folder;

    private final AtomicReference<Cost> used = new AtomicReference<>(Cost.NOTHING);

    private World world() throws Exception {
        World world = new World(folder, new Script(), YAML, false);
        TrainingCosts bill = (from, to) -> used.get();
        world.start("bill", context -> context.provide(TrainingCosts.class, "bill", bill));
        return world;
    }

    @Test
    void aSpentBudgetStopsNewJobsAndSaysSo() throws Exception {
        try (World world = world()) {
            used.set(new Cost(60, 0));
            world.tick(Duration.ofHours(1));
            assertEquals("collecting", world.stage());
            AlertRaised alert = world.kernel().events(AlertRaised.class).getFirst();
            assertEquals("budget", alert.alert());
            assertEquals(
                    "this month has used 60.0 GPU minutes; orchestrator.budget.gpuMinutesPerMonth is 60.0, so no training begins",
                    alert.sentence());
            CommandResult asked = world.run("train", Map.of("category", World.CATEGORY));
            assertEquals(1, asked.exitCode());
            assertTrue(asked.text().startsWith("Not now: this month has used"), asked.text());
            assertTrue(world.run("doctor", Map.of()).text().contains("so no training begins"));
        }
    }

    @Test
    void aBudgetThatHoldsStopsNothing() throws Exception {
        try (World world = world()) {
            used.set(new Cost(59.9, 4.9));
            world.tick(Duration.ofHours(1));
            assertEquals("promoting", world.stage());
        }
    }

    @Test
    void aProvidersPriceCountsToo() throws Exception {
        try (World world = world()) {
            used.set(new Cost(0, 5));
            world.tick(Duration.ofHours(1));
            assertEquals("collecting", world.stage());
            used.set(Cost.NOTHING);
            world.tick(Duration.ofHours(1));
            assertEquals("promoting", world.stage(), "the next month");
        }
    }
}

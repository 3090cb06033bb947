package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.command.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalTest {
    @TempDir
    Path folder;

    @Test
    void aVersionStandsBesideTheOneThatAnswers() throws Exception {
        try (World world = new World(folder)) {
            world.tick(Duration.ofHours(1));
            CommandResult result = world.run("eval", Map.of("version", World.V1));
            assertEquals(0, result.exitCode());
            assertTrue(result.text().startsWith("200 gold cases: " + World.V1 + " beside " + World.V0), result.text());
            assertTrue(result.text().contains("met."), result.text());
            CommandResult turned = world.run("eval", Map.of("version", World.V0, "against", World.V1));
            assertTrue(turned.text().contains("not met."), turned.text());
            assertEquals("promoting", world.stage(), "nothing is decided by it");
        }
    }

    @Test
    void whatAnswersNowStandsBesideTheOneBefore() throws Exception {
        try (World world = new World(folder)) {
            world.tick(Duration.ofHours(1));
            world.approveByTwo(World.V1);
            world.rollOutWholly(World.V1);
            CommandResult result = world.run("eval", Map.of("version", World.CATEGORY));
            assertTrue(result.text().contains(World.V1 + " beside " + World.V0), result.text());
        }
    }

    @Test
    void aFirstVersionHasNothingToStandBeside() throws Exception {
        try (World world = new World(folder)) {
            Map<String, String> words = Map.of("version", World.CATEGORY);
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> world.run("eval", words));
            assertTrue(String.valueOf(refused.getMessage()).contains("name another with --against"));
        }
    }
}

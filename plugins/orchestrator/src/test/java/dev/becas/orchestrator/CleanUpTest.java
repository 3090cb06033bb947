package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.model.ModelVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanUpTest {
    @TempDir
    Path folder;

    @Test
    void removesOldUnusedVersionsButNeverWhatMayBeNeeded() throws Exception {
        Script script = new Script();
        script.recommendation = "keep_A";
        try (World world =
                new World(folder, script, World.YAML + "  keepVersions: 1\n  refreshAfter: 360 days\n", false)) {
            for (int i = 0; i < 4; i++) {
                world.run("train", Map.of("category", World.CATEGORY));
            }
            world.run("model promote", Map.of("version", World.V1, "reason", "first", "force", "true"));
            script.candidateRightPercent = 60;
            world.tick(Duration.ofDays(2));
            world.run("model promote", Map.of("version", World.TARGET + "-v2", "reason", "second", "force", "true"));
            world.tick(Duration.ofDays(80));
            assertEquals(
                    "No version can be removed.",
                    world.run("model clean", Map.of("dry-run", "true")).text());
            world.tick(Duration.ofDays(9));
            assertEquals(
                    "Would remove " + World.TARGET + "-v3.",
                    world.run("model clean", Map.of("dry-run", "true")).text(),
                    "v2 is live, v1 was before it, v4 is the newest, v0 the base");
            assertTrue(Files.exists(file(world, "-v3")));
            world.run("model clean", Map.of());
            assertFalse(Files.exists(file(world, "-v3")));
            assertTrue(Files.exists(file(world, "-v1")));
            assertTrue(world.run("model list", Map.of()).text().contains("(files removed)"));
        }
    }

    private static Path file(World world, String number) {
        ModelVersion version =
                world.kernel().kernel().models().find(World.TARGET + number).orElseThrow();
        return world.kernel().kernel().dataFolder().resolve(version.artifact());
    }
}

package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.json.Json;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExportTest {
    @TempDir
    Path folder;

    @Test
    void aVersionLeavesWithItsPapers() throws Exception {
        try (World world = new World(folder.resolve("home"))) {
            world.tick(Duration.ofHours(1));
            Path out = folder.resolve("taken");
            assertEquals(
                    0,
                    world.run("model export", Map.of("version", World.V1, "out", out.toString()))
                            .exitCode());
            Path taken = out.resolve(World.V1);
            JsonNode papers = Json.MAPPER.readTree(taken.resolve("version.json").toFile());
            assertEquals(World.V1, papers.get("version").get("name").asText());
            assertTrue(papers.get("evidence").get("gold").get("passed").asBoolean());
            String artifact = Path.of(papers.get("version").get("artifact").asText())
                    .getFileName()
                    .toString();
            assertEquals("weights", Files.readString(taken.resolve(artifact)));
        }
    }

    @Test
    void aVersionWithoutFilesIsRefused() throws Exception {
        try (World world = new World(folder.resolve("home"))) {
            assertThrows(NoSuchFileException.class, () -> world.run("model export", Map.of("version", World.V0)));
        }
    }
}

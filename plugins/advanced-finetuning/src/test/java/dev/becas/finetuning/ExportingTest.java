package dev.becas.finetuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.finetuning.Server.Decision;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportingTest {
    private static final String TASK = "violation_detection-dataset";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"native", "chat", "instruction", "classification", "structured", "preference", "openai"})
    void writesWhatAReaderThatIsNotOursFindsInTheFrozenDataset(String format) throws Exception {
        try (Server server = frozen()) {
            Path manifest = export(server, format);
            assumeTrue(hasPython(), "python3 is not there");
            Path frozen = manifest.resolveSibling("dataset");
            assertEquals("", runReader(frozen, manifest));
            Files.writeString(frozen.resolve("train.jsonl"), "");
            assertFalse(runReader(frozen, manifest).isEmpty(), "the reader can complain");
        }
    }

    @Test
    void givesOpenAiNothingButMessages() throws Exception {
        try (Server server = frozen()) {
            List<JsonNode> lines = lines(export(server, "openai").resolveSibling(TASK + ".jsonl"));
            assertFalse(lines.isEmpty());
            for (JsonNode line : lines) {
                assertEquals(List.of("messages"), names(line));
                assertEquals(
                        List.of("system", "user", "assistant"),
                        line.path("messages").findValuesAsText("role"));
            }
        }
    }

    @Test
    void pairsTheCorrectionWithWhatTheAiHadSaid() throws Exception {
        try (Server server = frozen()) {
            Path manifest = export(server, "preference");
            List<JsonNode> pairs = lines(manifest.resolveSibling(TASK + ".jsonl"));
            assertEquals(
                    5,
                    pairs.size()
                            + lines(manifest.resolveSibling(TASK + "-eval.jsonl"))
                                    .size());
            JsonNode pair = pairs.getFirst();
            assertEquals(
                    "ok because a joke among friends, nobody is meant",
                    pair.at("/chosen/0/content").asText());
            assertEquals(
                    "hate because it breaks rule 0",
                    pair.at("/rejected/0/content").asText());
            assertTrue(read(manifest).at("/left/no_corrected_answer").asInt() > 0);
        }
    }

    @Test
    void saysWhatAStructuredAnswerLooksLike() throws Exception {
        try (Server server = frozen()) {
            Path manifest = export(server, "structured");
            assertEquals(
                    "hate", read(manifest).at("/schema/properties/label/enum/1").asText());
            JsonNode output =
                    lines(manifest.resolveSibling(TASK + ".jsonl")).getFirst().path("output");
            assertEquals("label", names(output).getFirst());
        }
    }

    @Test
    void keepsHeldOutExamplesApart() throws Exception {
        try (Server server = frozen()) {
            Path manifest = export(server, "chat");
            Path frozen = manifest.resolveSibling("dataset");
            assertEquals(
                    lines(frozen.resolve("eval.jsonl")).size(),
                    lines(manifest.resolveSibling(TASK + "-eval.jsonl")).size());
        }
    }

    @Test
    void refusesAFormatThatNobodyKnowsByName() throws Exception {
        try (Server server = frozen()) {
            assertEquals(
                    "there is no export format 'parquet'; formats are native, chat, instruction, classification, structured, preference, openai",
                    assertThrows(IllegalArgumentException.class, () -> export(server, "parquet"))
                            .getMessage());
        }
    }

    @Test
    void refusesToOverwriteAnotherFormatAndRenewsItsOwn() throws Exception {
        try (Server server = frozen()) {
            Path manifest = export(server, "chat");
            String first = Files.readString(manifest);
            assertEquals(first, Files.readString(export(server, "chat")));
            String refusal = String.valueOf(assertThrows(IllegalArgumentException.class, () -> export(server, "openai"))
                    .getMessage());
            assertTrue(refusal.endsWith("in format chat already: choose another --out"), refusal);
        }
    }

    @Test
    void failsWhereNothingWasCorrected() throws Exception {
        try (Server server = new Server(folder.resolve("home"), "")) {
            fill(server);
            freeze(server);
            String failure =
                    String.valueOf(assertThrows(IllegalStateException.class, () -> export(server, "preference"))
                            .getMessage());
            assertTrue(failure.contains("nothing to export as preference"), failure);
            assertEquals(List.of(), names(folder.resolve("out")));
        }
    }

    private Server frozen() throws Exception {
        Server server = new Server(folder.resolve("home"), "");
        for (int i = 0; i < 5; i++) {
            Decision wrong = server.decision();
            server.publish(wrong);
            server.correct(wrong, "ok", "mod" + i, "a joke among friends, nobody is meant");
        }
        fill(server);
        freeze(server);
        return server;
    }

    private static void fill(Server server) throws Exception {
        for (int i = 0; i < 30; i++) {
            Decision decision = server.decision();
            decision.label = i % 2 == 0 ? "ok" : "hate";
            server.publish(decision);
            server.kernel.tick(Duration.ofHours(1));
        }
        server.kernel.tick(Duration.ofHours(24));
    }

    private static void freeze(Server server) throws Exception {
        CommandResult frozen =
                server.run("dataset freeze", Map.of("category", Server.CATEGORY, "seed", "3", "balance", "false"));
        assertEquals(0, frozen.exitCode(), frozen.text());
    }

    /// Exports the latest dataset; beside the export a copy of it lies under `dataset`.
    private Path export(Server server, String format) throws Exception {
        Path out = folder.resolve("out");
        server.run("dataset export", Map.of("dataset", "latest", "format", format, "out", out.toString()));
        Path datasets = folder.resolve("home/data/datasets");
        try (Stream<Path> all = Files.list(datasets)) {
            Path frozen = all.filter(path -> Files.exists(path.resolve("train.jsonl")))
                    .findFirst()
                    .orElseThrow();
            Files.createDirectories(out.resolve("dataset"));
            for (String name : List.of("train.jsonl", "eval.jsonl")) {
                Files.writeString(out.resolve("dataset").resolve(name), Files.readString(frozen.resolve(name)));
            }
        }
        try (Stream<Path> all = Files.list(out)) {
            return all.filter(path -> path.toString().endsWith(".manifest.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String runReader(Path frozen, Path manifest) throws Exception {
        Process reader = new ProcessBuilder(
                        "python3", "src/test/python/read_export.py", frozen.toString(), manifest.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(reader.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(said.isEmpty() ? 0 : 1, reader.waitFor(), said);
        return said;
    }

    private static JsonNode read(Path file) throws IOException {
        return Json.read(Files.readString(file), JsonNode.class);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> Json.read(line, JsonNode.class))
                .toList();
    }

    private static List<String> names(JsonNode json) {
        return json.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }
}

package dev.becas.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.Workers;
import dev.becas.gputrainer.base.BaseFiles;
import dev.becas.gputrainer.port.GpuRuntime;
import dev.becas.gputrainer.port.NamedBase;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.RenderedPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Asks the local runtime as the bot does: through its port, one question after the other, each to a worker and back.
/// `OneByOne BASE ADAPTER ROWS WARM` prints decisions a second of the rows after the first `WARM`.
public final class OneByOne {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private OneByOne() {}

    /// @param arguments the model file, the adapter's GGUF, rows with `system`, `input` and `label`, how many only warm
    ///     up
    public static void main(String[] arguments) throws Exception {
        Path adapter = Path.of(arguments[1]).toAbsolutePath();
        List<JsonNode> rows = rows(Path.of(arguments[2]));
        List<String> labels = List.copyOf(new TreeSet<>(
                rows.stream().map(row -> row.path("label").asText()).toList()));
        int warm = Integer.parseInt(arguments[3]);
        Path folder = Files.createTempDirectory("one-by-one");
        NamedBase base = new NamedBase(arguments[0], BaseFiles.ofThisUser());
        try (Supervisor worker = Workers.of("runtime", folder, OneByOne::ended);
                GpuRuntime runtime = new GpuRuntime("gpu-trainer", folder, base, "cpu", worker)) {
            ModelVersion version = version(adapter);
            runtime.load(version);
            ask(runtime, version, rows.subList(0, warm), labels);
            long began = System.nanoTime();
            ask(runtime, version, rows.subList(warm, rows.size()), labels);
            System.out.println((rows.size() - warm) * 1e9 / (System.nanoTime() - began));
        }
    }

    private static void ended(String why) {
        System.err.println(why);
    }

    private static void ask(GpuRuntime runtime, ModelVersion version, List<JsonNode> rows, List<String> labels) {
        for (JsonNode row : rows) {
            String system = row.path("system").asText();
            String input = row.path("input").asText();
            RenderedPrompt prompt = new RenderedPrompt("scam", system, List.of(), input, "");
            if (runtime.score(version, prompt, labels, LIMIT) instanceof Answer.Unavailable no) {
                throw new IllegalStateException(no.kind() + ": " + no.reason());
            }
        }
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            rows.add(Json.MAPPER.readTree(line));
        }
        return rows;
    }

    private static ModelVersion version(Path adapter) throws IOException, NoSuchAlgorithmException {
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(adapter)));
        return new ModelVersion(
                "becas-smollm2-scam-v1",
                "becas-smollm2-scam",
                "scam",
                1,
                "1.0.0",
                "gpu-trainer",
                adapter,
                digest,
                "smollm2",
                "",
                null,
                Map.of(),
                1,
                Map.of(),
                "benchmark",
                Instant.EPOCH);
    }
}

package dev.becas.benchmarks.training;

import dev.becas.gputrainer.Workers;
import dev.becas.gputrainer.base.BaseFiles;
import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.dataset.DataRows;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.port.GpuRuntime;
import dev.becas.gputrainer.port.NamedBase;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.RenderedPrompt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// Asks the local runtime as the bot does: through its port, one question after the other, each to a worker and back.
/// `OneByOne BASE ADAPTER ROWS WARM` prints decisions a second of the rows after the first `WARM`.
public final class OneByOne {
    private OneByOne() {}

    /// @param arguments the model file, the adapter's GGUF, rows with `system`, `input` and `label`, how many only warm
    ///     up
    public static void main(String[] arguments) throws Exception {
        Path adapter = Path.of(arguments[1]).toAbsolutePath();
        List<DataRow> rows = DataRows.read(Path.of(arguments[2]));
        List<String> labels = List.copyOf(new TreeSet<>(
                rows.stream().map(row -> Objects.requireNonNull(row.label())).toList()));
        int warm = Integer.parseInt(arguments[3]);
        Path folder = Objects.requireNonNull(adapter.getParent());
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

    private static void ask(ModelRuntime runtime, ModelVersion version, List<DataRow> rows, List<String> labels) {
        for (DataRow row : rows) {
            String system = Objects.requireNonNull(row.system());
            RenderedPrompt prompt = new RenderedPrompt("scam", system, List.of(), row.input(), "");
            if (runtime.score(version, prompt, labels, ModelRuntime.UNHURRIED) instanceof Answer.Unavailable no) {
                throw new IllegalStateException(no.kind() + ": " + no.reason());
            }
        }
    }

    private static ModelVersion version(Path adapter) throws IOException {
        return new ModelVersion(
                "becas-smollm2-scam-v1",
                "becas-smollm2-scam",
                "scam",
                1,
                "1.0.0",
                "gpu-trainer",
                adapter,
                GgufFile.sha256(adapter),
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

package dev.becas.gputrainer.tiny;

import dev.becas.gputrainer.evaluate.Interval;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// What is known of a tiny base that was made: which file it is, what it was made from, how good it is.
///
/// @param sha256 of the file
/// @param textSha256 of the rows that it learned
/// @param macroF1 on the gold set of the demo, by category
record TinyCard(String sha256, long bytes, long parameters, String textSha256, Map<String, Interval> macroF1) {
    TinyCard {
        macroF1 = new TreeMap<>(macroF1);
    }

    static TinyCard of(Path model, String sha256, String textSha256, Map<String, Interval> macroF1) throws IOException {
        try (GgufModel made = GgufModel.open(model, sha256)) {
            long parameters =
                    made.weights().stream().mapToLong(WeightInfo::values).sum();
            return new TinyCard(sha256, Files.size(model), parameters, textSha256, macroF1);
        }
    }

    /// Writes `tiny.json`, and `tiny.gguf.sha256` as `sha256sum -c` reads it.
    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("tiny.json"), Json.pretty(this) + "\n");
        Files.writeString(folder.resolve("tiny.gguf.sha256"), sha256 + "  tiny.gguf\n");
    }

    String text() {
        return "tiny.gguf: %,d parameters, %,d bytes, sha256 %s, macro-F1 %s"
                .formatted(parameters, bytes, sha256, macroF1);
    }
}

package dev.becas.gputrainer.tiny;

import dev.becas.gputrainer.command.EvalCommand;
import dev.becas.gputrainer.command.EvalReport;
import dev.becas.gputrainer.evaluate.Interval;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/// How good a model is on rows with known answers, by the very command that users type.
final class TinyExam {
    private TinyExam() {}

    /// Asks a model for the labels of `gold.jsonl`; writes the questions beside it, one file a category.
    ///
    /// @param say hears all figures
    /// @return macro-F1 by category
    static Map<String, Interval> of(Path text, Path model, Consumer<String> say) throws Exception {
        Map<String, Interval> macroF1 = new TreeMap<>();
        for (Map.Entry<String, Path> category : questions(text).entrySet()) {
            CommandCall call = new CommandCall(
                    "builder",
                    Map.of(
                            "base",
                            model.toString(),
                            "data",
                            category.getValue().toString(),
                            "precision",
                            "fp32",
                            "activations",
                            "exact",
                            "device",
                            "cpu",
                            "seed",
                            "1"),
                    line -> {});
            CommandResult answer = EvalCommand.command().action().run(call);
            say.accept(category.getKey() + ": " + answer.text());
            EvalReport report = (EvalReport) Objects.requireNonNull(answer.json());
            macroF1.put(category.getKey(), report.evaluation().macroF1());
        }
        return macroF1;
    }

    private static Map<String, Path> questions(Path text) throws IOException {
        Map<String, List<String>> lines = new TreeMap<>();
        for (TinyText.Row row : TinyText.read(text.resolve("gold.jsonl")).rows()) {
            lines.computeIfAbsent(row.category(), category -> new ArrayList<>()).add(Json.write(row.question()));
        }
        Map<String, Path> files = new TreeMap<>();
        for (Map.Entry<String, List<String>> category : lines.entrySet()) {
            Path file = text.resolve("gold-" + category.getKey() + ".jsonl");
            files.put(category.getKey(), Files.write(file, category.getValue()));
        }
        return files;
    }
}

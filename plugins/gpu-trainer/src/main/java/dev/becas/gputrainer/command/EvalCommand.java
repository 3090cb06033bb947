package dev.becas.gputrainer.command;

import dev.becas.gputrainer.dataset.DataRows;
import dev.becas.gputrainer.device.Devices;
import dev.becas.gputrainer.model.Activations;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.score.Asker;
import dev.becas.gputrainer.score.LabelQuestion;
import dev.becas.gputrainer.train.LoraWeights;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.command.Form;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `eval`: a base, alone or with an adapter, asked for the labels of rows.
public final class EvalCommand {
    private EvalCommand() {}

    /// The command, done in this process.
    public static Command command() {
        return new Command(
                "eval",
                "Asks a model for the labels of rows by log-probability, and says how often it is right.",
                List.of(),
                List.of(
                        Option.value(
                                "base",
                                "a GGUF file, a folder of Hugging Face, tiny, smollm2, or a model of a local Ollama by its name",
                                ""),
                        Option.value("adapter", "an adapter of this base: a GGUF file, or a folder of PEFT", ""),
                        Option.value("data", "JSON lines with input and label or output", ""),
                        Option.value("labels", "all labels, with commas between; those of the data when left out", ""),
                        Option.value("precision", "fp32 or bf16", "fp32"),
                        Option.value("activations", "exact, or ggml: rounded as llama.cpp rounds them", "exact"),
                        Option.value("seed", "of the intervals", "1"),
                        TrainCommand.device()),
                Form.onFilesWith("base"),
                call -> TorchThread.call(() -> run(call)));
    }

    private static CommandResult run(CommandCall call) throws Exception {
        String word = call.required("base");
        LabelQuestion question =
                LabelQuestion.of(call.find("labels").orElse(""), DataRows.read(Path.of(call.required("data"))));
        Precision precision = TrainOptions.precision(call);
        Activations activations = TrainOptions.choice(call, "activations", Activations.class);
        long seed = call.number("seed", 0, Long.MAX_VALUE);
        TrainCommand.useDevice(call);
        try (Base base = Base.open(word);
                LanguageModel model = LanguageModel.load(base.model(), precision, activations)) {
            Asker asker = new Asker(model, base.tokens(), base.tokensMax(), call.progress());
            Optional<String> adapter = call.find("adapter");
            if (adapter.isEmpty()) {
                return report(question, asker, seed);
            }
            try (LoraWeights weights = base.adapter(adapter.get())) {
                model.adapters(weights.pairs());
                LabelQuestion asked =
                        base.answerForm(adapter.get()).map(question::answered).orElse(question);
                return report(asked, asker, seed);
            }
        }
    }

    private static CommandResult report(LabelQuestion question, Asker asker, long seed)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<double[]> answers = question.ask(asker);
        double seconds = (System.nanoTime() - began) / 1e9;
        EvalReport report = new EvalReport(question.evaluation(answers, seed), Devices.now(), seconds);
        return CommandResult.ok(report.text(), report);
    }
}

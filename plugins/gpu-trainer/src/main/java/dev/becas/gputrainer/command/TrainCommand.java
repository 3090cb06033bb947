package dev.becas.gputrainer.command;

import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.dataset.DataRows;
import dev.becas.gputrainer.device.Device;
import dev.becas.gputrainer.device.DeviceBusy;
import dev.becas.gputrainer.device.DeviceWish;
import dev.becas.gputrainer.device.Devices;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.learn.Mode;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.rival.Rivals;
import dev.becas.gputrainer.rival.TrainedRivals;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.command.Form;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `train`: an adapter for a base, or its weights, from JSON lines. Called again with the same words it goes on where
/// it was.
public final class TrainCommand {
    private TrainCommand() {}

    /// The command, done here.
    public static Command command() {
        List<Option> options = new ArrayList<>(List.of(
                Option.value(
                        "base",
                        "a GGUF file or folder of Hugging Face with a Llama or Qwen3 model, tiny, smollm2, or a model of a local "
                                + "Ollama by its name",
                        ""),
                Option.value("data", "JSON lines with input and output, perhaps system and label", ""),
                Option.value("eval", "rows that training never sees, in the same form", ""),
                Option.value("labels", "all labels, with commas between; those of the rows held out when left out", ""),
                Option.value("out", "the folder for what is trained, report and checkpoints", ""),
                Option.value(
                        "merged",
                        "type of touched weights in a whole model: q8_0, f16 or f32; none writes the adapter without one",
                        "q8_0"),
                Option.value(
                        "rivals",
                        "cheaper ways that are measured beside it, with commas between: few-shot, and trainers by name; "
                                + "or none",
                        "few-shot,linear"),
                device()));
        options.addAll(TrainOptions.all());
        return new Command(
                "train",
                "Trains an adapter for a model, or its weights; the same command again goes on after a stop.",
                List.of(),
                options,
                Form.onFilesWith("base"),
                call -> TorchThread.call(() -> {
                    TrainReport report = run(call, new ProgressLine(call.progress(), System::nanoTime));
                    return CommandResult.ok(report.text(), report);
                }));
    }

    /// Where a command computes.
    static Option device() {
        return Option.value(
                "device", "auto, cpu, cuda or cuda:N; auto takes a CUDA card where one can be used", DeviceWish.AUTO);
    }

    /// Lets this thread compute there, and says so where that is a card, or might have been one.
    static void useDevice(CommandCall call) throws TrainingRefused, DeviceBusy {
        Device device = Devices.use(call.required("device"));
        if (device.onCard()) {
            call.progress().accept("on " + device.text());
        }
        Devices.passedOver().ifPresent(call.progress());
    }

    /// @param steps hears each step
    public static TrainReport run(CommandCall call, TrainingProgress steps) throws Exception {
        String word = call.required("base");
        Path out = Path.of(call.required("out"));
        Path data = Path.of(call.required("data"));
        TrainOptions options = TrainOptions.of(call);
        Optional<WeightType> merged = merged(call, options.mode());
        useDevice(call);
        List<DataRow> rows = DataRows.read(data);
        Optional<Path> heldOut = call.find("eval").map(Path::of);
        List<DataRow> heldOutRows = heldOut.isEmpty() ? List.of() : DataRows.read(heldOut.get());
        String heldOutHash = heldOut.isEmpty() ? "none" : GgufFile.sha256(heldOut.get());
        try (Base base = Base.open(word)) {
            TrainJob job = new TrainJob(
                    base,
                    options,
                    TrainOptions.words(call),
                    rows,
                    heldOutRows,
                    call.find("labels").orElse(""),
                    GgufFile.sha256(data),
                    heldOutHash,
                    out,
                    merged,
                    rivals(call).contains(Rivals.FEW_SHOT),
                    steps,
                    call.progress());
            return job.run();
        }
    }

    /// A report with the models of other trainers among its rivals, here and in the run's folder.
    public static TrainReport compared(TrainReport report, CommandCall call, TrainedRivals trainers)
            throws IOException, InterruptedException {
        Evaluation tuned = report.tuned();
        Rivals so = report.rivals();
        List<String> names = new ArrayList<>(rivals(call));
        names.remove(Rivals.FEW_SHOT);
        if (tuned == null || so == null || names.isEmpty()) {
            return report;
        }
        Path out = Path.of(call.required("out"));
        TrainedRivals.Run run = new TrainedRivals.Run(
                Path.of(call.required("data")),
                Path.of(call.required("eval")),
                call.find("labels").orElse(""),
                out,
                call.number("seed", 0, Long.MAX_VALUE));
        call.progress().accept("rivals learn the same rows: " + String.join(", ", names));
        TrainReport all = report.with(trainers.with(names, run, tuned, so));
        all.write(out);
        return all;
    }

    /// The rivals that were asked for; none for `none`.
    static List<String> rivals(CommandCall call) {
        String names = call.required("rivals");
        return names.equals("none")
                ? List.of()
                : Arrays.stream(names.split(",", -1)).map(String::strip).toList();
    }

    private static Optional<WeightType> merged(CommandCall call, Mode mode) {
        String name = call.required("merged");
        if (name.equals("none") && mode.trainsAllWeights()) {
            throw new IllegalArgumentException("--merged must be one of q8_0, f16, f32 with --mode " + mode.word()
                    + ", which writes a whole model, but was 'none'");
        }
        return switch (name) {
            case "q8_0", "f16", "f32" -> Optional.of(WeightType.valueOf(name.toUpperCase(Locale.ROOT)));
            case "none" -> Optional.empty();
            default ->
                throw new IllegalArgumentException(
                        "--merged must be one of q8_0, f16, f32, none but was '" + name + "'");
        };
    }
}

package dev.becas.gputrainer.command;

import dev.becas.gputrainer.learn.Mode;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.train.Checkpointing;
import dev.becas.gputrainer.train.LoraSettings;
import dev.becas.gputrainer.train.Schedule;
import dev.becas.gputrainer.train.TrainSettings;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.CommandCall;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The settings of a run as options, by the names and with the defaults of `trainer.*`.
///
/// @param mode what is trained
/// @param lora the adapter's shape
/// @param run how the run goes
record TrainOptions(Mode mode, LoraSettings lora, TrainSettings run) {
    private static final String AUTO = "auto";
    private static final List<Option> ALL = List.of(
            Option.value(
                    "mode",
                    "lora trains an adapter; full all weights, of small models; hybrid an adapter until its evaluation "
                            + "loss no longer falls, then all weights",
                    "lora"),
            Option.value("rank", "of the adapter's two matrices, in [4, 64]", "8"),
            Option.value("alpha", "what the adapter makes is scaled by alpha / rank; in [1, 128]", "16"),
            Option.value("dropout", "share of an adapter's inputs that training leaves out, in [0, 0.5]", "0.05"),
            Option.value("targetModules", "some of q,k,v,o,gate,up,down", "q,v,gate,up"),
            Option.value(
                    "learningRate",
                    "in [0.00001, 0.005], of mode full at most 0.001; auto is 0.0005, of mode full 0.0001; hybrid goes "
                            + "on with a fifth of it for all weights",
                    AUTO),
            Option.value("batchSize", "examples of a micro-batch, in [1, 32]", "4"),
            Option.value("gradientAccumulation", "micro-batches of a step, in [1, 256]", "1"),
            Option.value("maxGradNorm", "longest gradient, in [0.01, 1000]", "1.0"),
            Option.value("weightDecay", "in [0, 1]", "0.01"),
            Option.value("warmupSteps", "never more than a tenth of the run, in [0, 10000]", "100"),
            Option.value("maxSteps", "in [1, 1000000]", "10000"),
            Option.value("epochs", "how often each example is seen, in [1, 100]", "3"),
            Option.value("schedule", "of the learning rate: constant, linear or cosine", "cosine"),
            Option.value("seed", "of order, dropout and first weights", "1"),
            Option.value(
                    "checkpointing",
                    "true computes whole layers twice: least memory; false nothing: fastest; auto what is cheap",
                    "auto"),
            Option.value("packing", "true fills micro-batches up to batchSize times the longest example", "true"),
            Option.value("evalEvery", "steps between looks at the held-out rows, in [1, 100000]", "100"),
            Option.value("earlyStopPatience", "looks without a better loss that end a run, in [1, 1000]", "5"),
            Option.value("checkpointEvery", "steps between checkpoints, in [1, 100000]", "50"),
            Option.value("precision", "fp32 or bf16", "fp32"));
    /// What only an adapter has.
    private static final Set<String> OF_ADAPTERS = Set.of("rank", "alpha", "dropout", "targetModules");

    static List<Option> all() {
        return ALL;
    }

    /// @throws IllegalArgumentException for a value that is none or out of its range
    static TrainOptions of(CommandCall call) {
        Mode mode = mode(call);
        LoraSettings lora = new LoraSettings(
                whole(call, "rank"), decimal(call, "alpha"), decimal(call, "dropout"), targets(call), false);
        TrainSettings run = new TrainSettings(
                learningRate(call),
                whole(call, "batchSize"),
                whole(call, "gradientAccumulation"),
                decimal(call, "maxGradNorm"),
                decimal(call, "weightDecay"),
                whole(call, "warmupSteps"),
                whole(call, "maxSteps"),
                whole(call, "epochs"),
                choice(call, "schedule", Schedule.class),
                call.number("seed", 0, Long.MAX_VALUE),
                Checkpointing.of(oneOf(call, "checkpointing", Checkpointing.words())),
                yes(call, "packing"),
                whole(call, "evalEvery"),
                whole(call, "earlyStopPatience"),
                whole(call, "checkpointEvery"),
                precision(call));
        if (mode == Mode.FULL) {
            run.checkForAllWeights();
        }
        return new TrainOptions(mode, lora, run);
    }

    /// As they were asked for, by name; what decides nothing in this mode is left out.
    static Map<String, String> words(CommandCall call) {
        Map<String, String> words = new TreeMap<>();
        ALL.forEach(option -> words.put(option.name(), call.required(option.name())));
        if (mode(call) == Mode.FULL) {
            words.keySet().removeAll(OF_ADAPTERS);
        }
        words.replace(
                "learningRate",
                AUTO,
                BigDecimal.valueOf(learningRate(call)).stripTrailingZeros().toPlainString());
        return words;
    }

    private static Mode mode(CommandCall call) {
        return choice(call, "mode", Mode.class);
    }

    private static double learningRate(CommandCall call) {
        return call.required("learningRate").equals(AUTO) ? mode(call).learningRate() : decimal(call, "learningRate");
    }

    static Precision precision(CommandCall call) {
        return choice(call, "precision", Precision.class);
    }

    private static Set<ProjectionKind> targets(CommandCall call) {
        Set<ProjectionKind> targets = EnumSet.noneOf(ProjectionKind.class);
        for (String name : call.required("targetModules").split(",", -1)) {
            targets.add(ProjectionKind.named(name.strip())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "targetModules must be some of q,k,v,o,gate,up,down but one was '" + name + "'")));
        }
        return targets;
    }

    private static int whole(CommandCall call, String name) {
        return (int) call.number(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static double decimal(CommandCall call, String name) {
        String text = call.required(name);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " must be a number but was '" + text + "'", e);
        }
    }

    private static boolean yes(CommandCall call, String name) {
        return oneOf(call, name, List.of("true", "false")).equals("true");
    }

    static <E extends Enum<E>> E choice(CommandCall call, String name, Class<E> type) {
        List<String> names = new ArrayList<>();
        Arrays.stream(type.getEnumConstants())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .forEach(names::add);
        return Enum.valueOf(type, oneOf(call, name, names).toUpperCase(Locale.ROOT));
    }

    private static String oneOf(CommandCall call, String name, List<String> values) {
        String text = call.required(name);
        if (!values.contains(text)) {
            throw new IllegalArgumentException("--" + name + " must be one of " + values + " but was '" + text + "'");
        }
        return text;
    }
}

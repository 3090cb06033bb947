package dev.becas.gputrainer;

import dev.becas.gputrainer.device.DeviceMemory;
import dev.becas.gputrainer.device.DeviceWish;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.train.Checkpointing;
import dev.becas.gputrainer.train.Ranges;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Section `trainer`: the base of the pipeline's adapters, and how a run goes where a request says nothing else.
///
/// @param base the model that all adapters are trained for and served with, by the words that `train --base` takes;
///     empty for none, and then the pipeline has no trainer `gpu-trainer`
/// @param mode what is trained: `lora`, an adapter; `train --mode` on files knows `full` and `hybrid` too
/// @param rank of the adapter's two matrices, in [4, 64]
/// @param alpha what the adapter makes is scaled by `alpha / rank`; in [1, 128]
/// @param dropout share of an adapter's inputs that training leaves out, in [0, 0.5]
/// @param targetModules which projections carry an adapter: some of q, k, v, o, gate, up, down
/// @param bias whether the adapter adds a bias too: `false`, as adapter files of GGUF have no place for one
/// @param learningRate in [0.00001, 0.005]; `auto` is 0.0005
/// @param batchSize examples of a micro-batch, in [1, 32]
/// @param gradientAccumulation micro-batches of a step, in [1, 256]
/// @param maxGradNorm longest gradient, longer ones are scaled down; in [0.01, 1000]
/// @param weightDecay share of the weights lost at a full learning rate of 1, in [0, 1]
/// @param warmupSteps steps over which the learning rate rises, in [0, 10000]; never more than a tenth of the run
/// @param maxSteps a run's end, in [1, 1000000]
/// @param epochs how often each example is seen, in [1, 100]
/// @param schedule of the learning rate: `constant`, `linear` or `cosine`
/// @param precision of frozen weights and activations: `fp32` (on the processor the same bits again) or `bf16`; `auto`
///     is `fp32`
/// @param checkpointing `true` computes whole layers twice, two fifths more time and least memory; `false` nothing,
///     which is fastest; `auto` what is cheap, a fifth more time for three quarters of the memory
/// @param packing whether micro-batches are filled up to `batchSize` times the longest example
/// @param evalEvery steps between looks at the held-out rows, in [1, 100000]
/// @param earlyStopPatience looks without a better loss that end a run, in [1, 1000]
/// @param checkpointEvery steps between checkpoints, in [1, 100000]
/// @param rivals cheaper ways that are measured beside each run: `few-shot` (the base with examples; a run that does
///     not beat it ends as `do_not_train`), and trainers by name; empty for none
/// @param device where training and answering are computed: `cpu`, `cuda` (the first card), `cuda:N`; `auto` is the
///     first CUDA card that can be used, else the processor
/// @param deviceMemory share of the card's memory that each of the workers may take, in [0.05, 1]
public record TrainerSettings(
        String base,
        String mode,
        int rank,
        double alpha,
        double dropout,
        List<String> targetModules,
        boolean bias,
        String learningRate,
        int batchSize,
        int gradientAccumulation,
        double maxGradNorm,
        double weightDecay,
        int warmupSteps,
        int maxSteps,
        int epochs,
        String schedule,
        String precision,
        String checkpointing,
        boolean packing,
        int evalEvery,
        int earlyStopPatience,
        int checkpointEvery,
        List<String> rivals,
        String device,
        double deviceMemory) {
    private static final String AUTO = "auto";
    private static final String LORA = "lora";

    /// The stock product trains linear models.
    public static final TrainerSettings DEFAULTS = new TrainerSettings(
            "",
            LORA,
            8,
            16,
            0.05,
            List.of("q", "v", "gate", "up"),
            false,
            AUTO,
            4,
            1,
            1.0,
            0.01,
            100,
            10_000,
            3,
            "cosine",
            AUTO,
            AUTO,
            true,
            100,
            5,
            50,
            List.of("few-shot", "linear"),
            DeviceWish.AUTO,
            1.0);

    public TrainerSettings {
        requireLora(mode);
        Ranges.check("rank", rank);
        Ranges.check("alpha", alpha);
        Ranges.check("dropout", dropout);
        targetModules = List.copyOf(targetModules);
        require(
                !targetModules.isEmpty()
                        && targetModules.stream()
                                .allMatch(name -> ProjectionKind.named(name).isPresent()),
                "targetModules must be some of q, k, v, o, gate, up, down but was " + targetModules);
        require(!bias, "bias must be false but was true: adapter files of GGUF have no place for a bias");
        if (!learningRate.equals(AUTO)) {
            Ranges.check("learningRate", decimal("learningRate", learningRate));
        }
        Ranges.check("batchSize", batchSize);
        Ranges.check("gradientAccumulation", gradientAccumulation);
        Ranges.check("maxGradNorm", maxGradNorm);
        Ranges.check("weightDecay", weightDecay);
        Ranges.check("warmupSteps", warmupSteps);
        Ranges.check("maxSteps", maxSteps);
        Ranges.check("epochs", epochs);
        oneOf("schedule", schedule, List.of("constant", "linear", "cosine"));
        oneOf("precision", precision, List.of(AUTO, "fp32", "bf16"));
        oneOf("checkpointing", checkpointing, Checkpointing.words());
        Ranges.check("evalEvery", evalEvery);
        Ranges.check("earlyStopPatience", earlyStopPatience);
        Ranges.check("checkpointEvery", checkpointEvery);
        rivals = List.copyOf(rivals);
        device = new DeviceWish(device).word();
        deviceMemory = new DeviceMemory(deviceMemory).share();
    }

    /// The options of `train`, by name, that a run has where its request chooses nothing else.
    public Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        options.put("rank", Integer.toString(rank));
        options.put("alpha", Double.toString(alpha));
        options.put("dropout", Double.toString(dropout));
        options.put("targetModules", String.join(",", targetModules));
        options.put("learningRate", learningRate);
        options.put("batchSize", Integer.toString(batchSize));
        options.put("gradientAccumulation", Integer.toString(gradientAccumulation));
        options.put("maxGradNorm", Double.toString(maxGradNorm));
        options.put("weightDecay", Double.toString(weightDecay));
        options.put("warmupSteps", Integer.toString(warmupSteps));
        options.put("maxSteps", Integer.toString(maxSteps));
        options.put("epochs", Integer.toString(epochs));
        options.put("schedule", schedule);
        options.put("precision", precision.equals(AUTO) ? "fp32" : precision);
        options.put("checkpointing", checkpointing);
        options.put("packing", Boolean.toString(packing));
        options.put("evalEvery", Integer.toString(evalEvery));
        options.put("earlyStopPatience", Integer.toString(earlyStopPatience));
        options.put("checkpointEvery", Integer.toString(checkpointEvery));
        options.put("rivals", rivals.isEmpty() ? "none" : String.join(",", rivals));
        return options;
    }

    /// Refuses a mode whose result is no adapter.
    public static void requireLora(String mode) {
        require(
                mode.equals(LORA),
                "mode must be 'lora' but was '" + mode
                        + "': the pipeline's versions are adapters that share one base in memory, and a model whose own"
                        + " weights were trained shares none; the command 'train --base ... --mode full' trains such a"
                        + " model from files");
    }

    private static double decimal(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number or auto but was '" + text + "'", e);
        }
    }

    private static void oneOf(String name, String value, List<String> values) {
        require(values.contains(value), name + " must be one of " + values + " but was '" + value + "'");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}

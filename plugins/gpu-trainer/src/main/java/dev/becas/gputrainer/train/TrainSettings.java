package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.Precision;

/// How a run goes, whatever is trained. The ranges of `trainer.*` hold for each value.
///
/// @param learningRate in [1e-5, 5e-3] for an adapter, [1e-5, 1e-3] for all weights
/// @param batchSize examples of a micro-batch, in [1, 32]
/// @param gradientAccumulation micro-batches of a step, in [1, 256]
/// @param maxGradNorm longest gradient, longer ones are scaled down, in [0.01, 1000]
/// @param weightDecay share of the weights lost at a full learning rate of 1, in [0, 1]
/// @param warmupSteps in [0, 10000]; a run never spends more than a tenth of its steps on it
/// @param maxSteps a run's end, in [1, 1000000]
/// @param epochs how often each example is seen, in [1, 100]
/// @param schedule of the learning rate
/// @param seed of order, dropout and first weights
/// @param checkpointing what is computed twice to save memory
/// @param packing whether a micro-batch is filled up to the tokens of `batchSize` examples of the longest kind, rather
///     than holding `batchSize` examples
/// @param evalEvery steps between looks at the held-out part, in [1, 100000]
/// @param earlyStopPatience looks without a better loss after which a run ends, in [1, 1000]
/// @param checkpointEvery steps between checkpoints, in [1, 100000]
/// @param precision of frozen weights and activations
public record TrainSettings(
        double learningRate,
        int batchSize,
        int gradientAccumulation,
        double maxGradNorm,
        double weightDecay,
        int warmupSteps,
        int maxSteps,
        int epochs,
        Schedule schedule,
        long seed,
        Checkpointing checkpointing,
        boolean packing,
        int evalEvery,
        int earlyStopPatience,
        int checkpointEvery,
        Precision precision) {
    /// What pays for an adapter: a tenth of it is far too slow for short runs.
    public static final double LORA_LEARNING_RATE = 5e-4;
    /// What pays for all weights.
    public static final double FULL_LEARNING_RATE = 1e-4;

    private static final double LEARNING_RATE_MIN = 1e-5;

    /// The defaults for an adapter.
    public static final TrainSettings LORA = new TrainSettings(
            LORA_LEARNING_RATE,
            4,
            1,
            1.0,
            0.01,
            100,
            10_000,
            3,
            Schedule.COSINE,
            1,
            Checkpointing.PARTS,
            true,
            100,
            5,
            50,
            Precision.FP32);

    public TrainSettings {
        Ranges.check("learningRate", learningRate);
        Ranges.check("batchSize", batchSize);
        Ranges.check("gradientAccumulation", gradientAccumulation);
        Ranges.check("maxGradNorm", maxGradNorm);
        Ranges.check("weightDecay", weightDecay);
        Ranges.check("warmupSteps", warmupSteps);
        Ranges.check("maxSteps", maxSteps);
        Ranges.check("epochs", epochs);
        Ranges.check("evalEvery", evalEvery);
        Ranges.check("earlyStopPatience", earlyStopPatience);
        Ranges.check("checkpointEvery", checkpointEvery);
    }

    /// Refuses what an adapter bears and all weights do not.
    public void checkForAllWeights() {
        Ranges.check(Ranges.LEARNING_RATE_OF_ALL, learningRate);
    }

    /// The same for all weights, after an adapter: with a fifth of its learning rate, as the two defaults are apart.
    public TrainSettings forAllWeights() {
        return new TrainSettings(
                Math.max(LEARNING_RATE_MIN, learningRate / (LORA_LEARNING_RATE / FULL_LEARNING_RATE)),
                batchSize,
                gradientAccumulation,
                maxGradNorm,
                weightDecay,
                warmupSteps,
                maxSteps,
                epochs,
                schedule,
                seed,
                checkpointing,
                packing,
                evalEvery,
                earlyStopPatience,
                checkpointEvery,
                precision);
    }

    /// The learning rate at a step of a run of so many.
    double learningRateAt(int step, int steps) {
        return learningRate * schedule.factor(step, steps, Math.min(warmupSteps, steps / 10));
    }
}

package dev.becas.gputrainer.learn;

import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ModelTensors;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.train.Checkpointing;
import dev.becas.gputrainer.train.TrainSettings;
import dev.becas.kernel.training.TrainingRefused;
import java.util.Locale;
import java.util.OptionalLong;

/// What it takes to train all weights of a model. It is asked before anything is loaded: an operating system that has
/// promised memory it does not have ends the process in the middle of a step.
final class WholeModelMemory {
    /// Weights, gradients, the optimiser's mean and square, and one temporary of its step, in 32 bits.
    private static final long BYTES_A_WEIGHT = 5L * Float.BYTES;
    /// The weights cast to half the bits, kept for the way back.
    private static final long NARROW_BYTES_A_WEIGHT = 2;
    /// The heap and what LibTorch takes for itself.
    private static final long PROCESS_BYTES = 512L << 20;

    private WholeModelMemory() {}

    /// @param tokensAtOnce of a micro-batch
    static long bytesNeeded(ModelConfig config, TrainSettings settings, long tokensAtOnce) {
        boolean narrow = settings.precision() == Precision.BF16;
        long bytesAWeight = narrow ? BYTES_A_WEIGHT + NARROW_BYTES_A_WEIGHT : BYTES_A_WEIGHT;
        long bytesANumber = narrow ? 2 : Float.BYTES;
        return weights(config) * bytesAWeight
                + tokensAtOnce * numbersAToken(config, settings.checkpointing()) * bytesANumber
                + PROCESS_BYTES;
    }

    /// What a pass keeps of a token for the way back.
    private static long numbersAToken(ModelConfig config, Checkpointing checkpointing) {
        long width = config.width();
        long products = config.queryWidth() + 2L * config.keyValueWidth() + 2L * config.feedForwardWidth();
        long layer = 6 * width + 2 * products;
        return switch (checkpointing) {
            case LAYERS -> Math.multiplyFull(config.layers(), config.width()) + 2 * layer;
            case PARTS -> config.layers() * layer;
            case NONE -> 2 * layer * config.layers();
        };
    }

    private static long weights(ModelConfig config) {
        return ModelTensors.of(config).values().stream()
                .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
                .sum();
    }

    /// Refuses a run that would not fit.
    ///
    /// @param available empty where the system does not tell
    /// @throws TrainingRefused naming both figures
    static void check(ModelConfig config, TrainSettings settings, long tokensAtOnce, OptionalLong available)
            throws TrainingRefused {
        long needed = bytesNeeded(config, settings, tokensAtOnce);
        if (available.isPresent() && available.getAsLong() < needed) {
            throw new TrainingRefused(
                    "out_of_memory",
                    String.format(
                            Locale.ROOT,
                            "to train all %,d weights takes about %,d MiB of memory (weights, gradients, the optimiser's"
                                    + " two states, a micro-batch of %,d tokens) but %,d MiB are available: take mode"
                                    + " lora, a smaller base, a smaller batchSize, or checkpointing true",
                            weights(config),
                            needed >> 20,
                            tokensAtOnce,
                            available.getAsLong() >> 20));
        }
    }
}

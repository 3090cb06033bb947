package dev.becas.gputrainer.train;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// What of a model is learned: an adapter, or all of it.
public sealed interface Trained extends AutoCloseable permits LoraWeights, AllWeights {
    /// What the optimiser moves.
    TrainableWeights weights();

    /// Where the output head's gradient is added, [V, width]; null when the head is frozen.
    @Nullable
    Tensor headGradient();

    @Override
    void close();
}

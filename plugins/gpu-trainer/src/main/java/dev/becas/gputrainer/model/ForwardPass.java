package dev.becas.gputrainer.model;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// What every block needs to know of the tokens that pass through, made once a pass and alive as long as the scope in
/// which it was made.
///
/// @param sequences which tokens belong together
/// @param cosines [N, 1, D]
/// @param sines signed, [N, 1, D]
/// @param dropoutSeed of the adapters' dropout; the same seed drops the same numbers, so that a block can be done again
/// @param training whether dropout applies
/// @param continuation what the tokens go on from; null when they begin texts of their own
public record ForwardPass(
        Sequences sequences,
        Tensor cosines,
        Tensor sines,
        long dropoutSeed,
        boolean training,
        @Nullable Continuation continuation) {
    /// The seed of one block's dropout.
    long dropoutSeed(int layer) {
        return dropoutSeed * 1_000_003L + layer;
    }
}

package dev.becas.gputrainer.model;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// What every block needs to know of the tokens that pass through, made once a pass and alive as long as the scope in
/// which it was made.
///
/// @param sequences which tokens belong together
/// @param buckets how attention takes them; null when all are equally long and share nothing, or go on from a cache
/// @param turns what rotary positions multiply by, [N, 1, D / 2], complex
/// @param causal [T R, T] in bf16, where T is the longest sequence and R heads of queries share each head of keys: 0
///     for keys up to the query's own place, minus infinity for those after it; null where attention needs no such mask
/// @param seen [T, T], whether a query sees a key, for sequences that share a beginning where there is no `causal`;
///     else null
/// @param dropoutSeed of the adapters' dropout; the same seed drops the same numbers, so that a block can be done again
/// @param training whether dropout applies
/// @param recording how what a backward pass needs is kept
/// @param asked the rows that somebody asks for, S of them: the last layer mixes all and computes these; null for all
/// @param continuation what the tokens go on from; null when they begin texts of their own
public record ForwardPass(
        Sequences sequences,
        @Nullable Buckets buckets,
        Tensor turns,
        @Nullable Tensor causal,
        @Nullable Tensor seen,
        long dropoutSeed,
        boolean training,
        Recording recording,
        @Nullable Tensor asked,
        @Nullable Continuation continuation) {
    /// The same, recorded in another way.
    public ForwardPass with(Recording other) {
        return new ForwardPass(
                sequences, buckets, turns, causal, seen, dropoutSeed, training, other, asked, continuation);
    }

    /// The same, of which only some rows are asked for: most of the last layer is then computed for these alone.
    ///
    /// @param rows their places among all tokens
    public ForwardPass asking(int... rows) {
        return new ForwardPass(
                sequences,
                buckets,
                turns,
                causal,
                seen,
                dropoutSeed,
                training,
                recording,
                Torch.longs(rows),
                continuation);
    }

    /// The seed of one block's dropout.
    long dropoutSeed(int layer) {
        return dropoutSeed * 1_000_003L + layer;
    }
}

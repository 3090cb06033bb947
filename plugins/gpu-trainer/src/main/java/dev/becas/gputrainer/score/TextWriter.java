package dev.becas.gputrainer.score;

import dev.becas.gputrainer.model.KeyValueCache;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Torch;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// Writes what comes after a prompt, token by token. The prompt is read once; after that each token costs one pass of
/// one token. One thread uses it.
public final class TextWriter {
    private final LanguageModel model;
    private final Set<Integer> ends;
    private final LongSupplier nanoTime;

    /// @param ends tokens after which nothing comes; they are not part of the text
    /// @param nanoTime a clock for the deadline
    public TextWriter(LanguageModel model, Set<Integer> ends, LongSupplier nanoTime) {
        this.model = model;
        this.ends = Set.copyOf(ends);
        this.nanoTime = nanoTime;
    }

    /// Why a text ended.
    public enum End {
        /// The model said so.
        END,
        /// It may not be longer.
        LENGTH,
        /// There was no time for more.
        DEADLINE
    }

    /// @param ids without the token that ended it
    @SuppressWarnings("ArrayRecordComponent") // Handed on at once, never compared.
    public record Written(int[] ids, End end) {}

    /// Writes at most `tokensMax` tokens.
    ///
    /// @param nanosMax after which no token is begun
    /// @throws InterruptedException if this thread was interrupted
    public Written write(int[] prompt, int tokensMax, Sampling sampling, long nanosMax) throws InterruptedException {
        if (prompt.length == 0 || tokensMax < 1) {
            throw new IllegalArgumentException("a prompt and what is written must have at least 1 token each but have "
                    + prompt.length + " and " + tokensMax);
        }
        long began = nanoTime.getAsLong();
        SplittableRandom random = new SplittableRandom(sampling.seed());
        int[] ids = new int[tokensMax];
        try (KeyValueCache cache = new KeyValueCache(model.config(), prompt.length + tokensMax)) {
            int[] next = prompt;
            for (int written = 0; written < tokensMax; written++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped after " + written + " tokens");
                }
                if (nanoTime.getAsLong() - began >= nanosMax) {
                    return new Written(Arrays.copyOf(ids, written), End.DEADLINE);
                }
                int token = sampling.choose(logits(cache, next), random);
                if (ends.contains(token)) {
                    return new Written(Arrays.copyOf(ids, written), End.END);
                }
                ids[written] = token;
                next = new int[] {token};
            }
        }
        return new Written(ids, End.LENGTH);
    }

    /// Reads tokens that go on after the cache's, and keeps them there.
    ///
    /// @return V numbers, of what comes next
    private float[] logits(KeyValueCache cache, int... tokens) {
        return Torch.withoutGradients(() -> {
            try (PointerScope _ = new PointerScope()) {
                int[] parents = IntStream.range(-1, tokens.length - 1).toArray();
                Tensor last =
                        model.residual(model.pass(cache, tokens, parents).asking(tokens.length - 1)); // [1, width]
                cache.advance(tokens.length);
                return Torch.toFloats(model.logits(model.finalNorm(last)));
            }
        });
    }
}

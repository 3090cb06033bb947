package dev.becas.gputrainer.train;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A text and which of its tokens are learned: an answer, or several.
///
/// @param ids prompts and answers
/// @param learned places of the answers' tokens, ascending, in [1, ids.length - 1]: something must come before each
/// @param weights how much each of them counts in loss and gradient, above 0; 1 is usual
@SuppressWarnings("ArrayRecordComponent") // A dataset is millions of ids: boxes would cost more than the care.
public record Example(int[] ids, int[] learned, float[] weights) {
    public Example {
        ids = ids.clone();
        learned = learned.clone();
        weights = weights.clone();
        if (weights.length != learned.length) {
            throw new IllegalArgumentException(
                    learned.length + " tokens to learn must have as many weights but have " + weights.length);
        }
        for (float weight : weights) {
            if (!(weight > 0) || weight == Float.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("a token's weight must be above 0 and finite but was " + weight);
            }
        }
        int last = 0;
        for (int place : learned) {
            if (place <= last || place >= ids.length) {
                throw new IllegalArgumentException("an answer's token must lie in [" + (last + 1) + ", "
                        + (ids.length - 1) + "] of " + ids.length + " tokens but lies at " + place);
            }
            last = place;
        }
        if (learned.length == 0) {
            throw new IllegalArgumentException("an example must have at least 1 token to learn but has none");
        }
    }

    /// Tokens that all count the same.
    public Example(int[] ids, int[] learned) {
        this(ids, learned, ones(learned.length));
    }

    /// A prompt and its answer, which goes on to the end.
    ///
    /// @param answerFrom index of the answer's first token
    public Example(int[] ids, int answerFrom) {
        this(ids, IntStream.range(answerFrom, Math.max(answerFrom, ids.length)).toArray());
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// Index of the first answer's first token.
    public int answerFrom() {
        return learned[0];
    }
}

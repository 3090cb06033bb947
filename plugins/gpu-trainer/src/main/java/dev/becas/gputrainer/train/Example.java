package dev.becas.gputrainer.train;

import java.util.stream.IntStream;

/// A text and which of its tokens are learned: an answer, or several.
///
/// @param ids prompts and answers
/// @param learned places of the answers' tokens, ascending, in [1, ids.length - 1]: something must come before each
@SuppressWarnings("ArrayRecordComponent") // A dataset is millions of ids: boxes would cost more than the care.
public record Example(int[] ids, int[] learned) {
    public Example {
        ids = ids.clone();
        learned = learned.clone();
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

    /// A prompt and its answer, which goes on to the end.
    ///
    /// @param answerFrom index of the answer's first token
    public Example(int[] ids, int answerFrom) {
        this(ids, IntStream.range(answerFrom, Math.max(answerFrom, ids.length)).toArray());
    }

    /// Index of the first answer's first token.
    public int answerFrom() {
        return learned[0];
    }
}

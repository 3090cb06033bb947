package dev.becas.gputrainer.train;

/// A text and where its answer begins. Only the answer's tokens are learned.
///
/// @param ids prompt and answer
/// @param answerFrom index of the answer's first token, in [1, ids.length - 1]: something must come before it
@SuppressWarnings("ArrayRecordComponent") // A dataset is millions of ids: boxes would cost more than the care.
public record Example(int[] ids, int answerFrom) {
    public Example {
        ids = ids.clone();
        if (answerFrom < 1 || answerFrom >= ids.length) {
            throw new IllegalArgumentException("an answer must begin in [1, " + (ids.length - 1) + "] of " + ids.length
                    + " tokens but begins at " + answerFrom);
        }
    }
}

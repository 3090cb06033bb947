package dev.becas.gputrainer.train;

import java.util.Arrays;
import java.util.List;

/// What of a pass is computed a second time on the way back instead of being kept (Chen et al. 2016).
public enum Checkpointing {
    /// Norms, attention and the feed-forward's gate: about an eighth more time.
    PARTS("auto"),
    /// Whole layers, so that only what goes into each is kept: about two fifths more time, least memory.
    LAYERS("true"),
    /// Nothing: fastest, most memory.
    NONE("false");

    private final String word;

    Checkpointing(String word) {
        this.word = word;
    }

    /// The words of `trainer.checkpointing`.
    public static List<String> words() {
        return Arrays.stream(values()).map(value -> value.word).toList();
    }

    /// @throws IllegalArgumentException if there is no such word
    public static Checkpointing of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "checkpointing must be one of " + words() + " but was '" + word + "'"));
    }
}

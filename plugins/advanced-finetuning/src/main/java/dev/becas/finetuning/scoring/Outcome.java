package dev.becas.finetuning.scoring;

import java.util.Locale;

/// How the AI's own decision turned out.
public enum Outcome {
    /// Confirmed, or undisputed past the appeal window.
    SUCCESS,
    /// Overturned.
    FAILURE,
    /// Nothing is known yet.
    UNCERTAIN;

    /// The outcome's name in files and answers: `success`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads a wire name.
    ///
    /// @throws IllegalArgumentException naming the value
    public static Outcome named(String wireName) {
        for (Outcome outcome : values()) {
            if (outcome.wireName().equals(wireName)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("outcome must be success, failure or uncertain but was '" + wireName + "'");
    }
}

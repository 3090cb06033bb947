package dev.becas.bot.moderation.rules;

import java.time.Duration;

/// That an author reached a limit with a message.
public record FloodFinding(Kind kind, int count, Duration within) {
    public enum Kind {
        MESSAGES("messages"),
        MENTIONS("mentions"),
        DUPLICATES("equal messages");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /// In words, with the figures.
    public String reason() {
        return "flood: " + count + " " + kind.words + " within " + within.toSeconds() + " s";
    }
}

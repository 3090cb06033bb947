package dev.becas.kernel.flow;

import org.jspecify.annotations.Nullable;

/// Reads the reasons of promotion events as their first version wrote them: the id of what a person typed stood in the
/// sentence, as `content:<id>`.
final class TypedWords {
    private static final String MARK = "content:";

    private TypedWords() {}

    /// The id beside the sentence, or else in it.
    static @Nullable String contentId(String reason, @Nullable String beside) {
        return beside == null && reason.startsWith(MARK) ? reason.substring(MARK.length()) : beside;
    }

    /// The sentence without the id.
    static String sentence(String reason) {
        return reason.startsWith(MARK) ? "" : reason;
    }
}

package dev.becas.kernel.flow;

import org.jspecify.annotations.Nullable;

/// One reason of a decision, in our own words: it never quotes what a person typed, it points at it.
///
/// @param kind what sort of thing it names
/// @param name the rule, indicator or figure
/// @param span where in the content it was seen
/// @param sentence for people
public record Reason(Kind kind, String name, @Nullable Span span, String sentence) {
    /// What a reason names. [#NOTE] names nothing that was seen.
    public enum Kind {
        SPAN,
        RULE,
        INDICATOR,
        FIGURE,
        PRECEDENT,
        NOTE
    }

    /// Whether it names something seen; two of these make a detailed reasoning.
    public boolean namesSomethingSeen() {
        return kind != Kind.NOTE;
    }
}

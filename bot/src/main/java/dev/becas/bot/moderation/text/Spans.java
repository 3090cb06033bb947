package dev.becas.bot.moderation.text;

import dev.becas.kernel.flow.Span;

/// What is done with pieces of a content.
public final class Spans {
    private Spans() {}

    /// Whether every unit of `inner` lies inside `outer`.
    public static boolean contains(Span outer, Span inner) {
        return outer.start() <= inner.start() && inner.end() <= outer.end();
    }

    /// What a span holds of a content; a content that has been cut shorter gives what is left.
    public static String textOf(Span span, String content) {
        int from = Math.min(span.start(), content.length());
        return content.substring(from, Math.min(span.end(), content.length()));
    }

    /// The place for a reason that people read: `4..14`.
    public static String words(Span span) {
        return span.start() + ".." + span.end();
    }
}

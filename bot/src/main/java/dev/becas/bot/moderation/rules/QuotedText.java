package dev.becas.bot.moderation.rules;

import dev.becas.kernel.flow.Span;
import java.util.ArrayList;
import java.util.List;

/// Which pieces of a content somebody quotes: block quotes, code, and quotation marks that close on their line.
final class QuotedText {
    /// Pieces that are looked at; what is quoted after them counts as said.
    static final int PIECES_MAX = 256;
    /// Units between two quotation marks; further apart they are no pair. Keeps a text of opening marks linear.
    static final int QUOTATION_CHARS_MAX = 500;

    private QuotedText() {}

    /// The quoted pieces in order, without overlap.
    static List<Span> in(String content) {
        List<Span> quoted = new ArrayList<>();
        int nextFence = content.indexOf("```");
        for (int at = 0; at < content.length() && quoted.size() < PIECES_MAX; ) {
            boolean lineStart = at == 0 || content.charAt(at - 1) == '\n';
            int end;
            if (lineStart && content.startsWith(">>> ", at)) {
                end = content.length();
            } else if (lineStart && content.startsWith("> ", at)) {
                end = lineEnd(content, at);
            } else if (at == nextFence) {
                int close = content.indexOf("```", at + 3);
                end = close < 0 ? content.length() : close + 3;
            } else {
                end = marksEnd(content, at);
            }
            if (end > at) {
                quoted.add(new Span(at, end));
                nextFence = nextFence < end ? content.indexOf("```", end) : nextFence;
                at = end;
            } else {
                at++;
            }
        }
        return quoted;
    }

    private static int marksEnd(String content, int at) {
        char open = content.charAt(at);
        char close = open == '\u201C' ? '\u201D' : open;
        if (open != '"' && open != '\u201C' && open != '`') {
            return at;
        }
        int limit = Math.min(content.length(), at + 1 + QUOTATION_CHARS_MAX);
        for (int i = at + 1; i < limit && content.charAt(i) != '\n'; i++) {
            if (content.charAt(i) == close) {
                return i + 1;
            }
        }
        return at;
    }

    private static int lineEnd(String content, int at) {
        int end = content.indexOf('\n', at);
        return end < 0 ? content.length() : end;
    }
}

package dev.becas.bot.moderation.text;

import dev.becas.kernel.flow.Span;
import java.util.Arrays;

/// The plain view: NFKC, case folded, invisible characters and controls gone, runs of blanks one blank.
///
/// Each UTF-16 unit of the view knows the piece of the content that it came from. Pieces never go backwards.
public final class PlainText {
    private final String text;
    private final int[] starts;
    private final int[] ends;

    PlainText(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = Arrays.copyOf(starts, text.length());
        this.ends = Arrays.copyOf(ends, text.length());
    }

    public String text() {
        return text;
    }

    public int length() {
        return text.length();
    }

    /// Where `[from, to)` of the view stands in the content. An empty range is an empty span.
    public Span original(int from, int to) {
        if (from < 0 || to < from || to > text.length()) {
            throw new IndexOutOfBoundsException("[" + from + ", " + to + ") is outside a text of " + text.length());
        }
        if (from == to) {
            int at = from < text.length() ? starts[from] : from == 0 ? 0 : ends[from - 1];
            return new Span(at, at);
        }
        return new Span(starts[from], ends[to - 1]);
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    @Override
    public String toString() {
        return text;
    }
}

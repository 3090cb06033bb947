package dev.becas.kernel.flow;

/// A piece of a content: character offsets, `start` included, `end` not.
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span must have 0 <= start <= end but was [" + start + ", " + end + ")");
        }
    }
}

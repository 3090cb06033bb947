package dev.becas.gputrainer.tokenizer;

/// A stretch of a text, in UTF-16 units.
///
/// @param start in [0, end]
/// @param end after the last unit
public record TextSpan(int start, int end) {
    public TextSpan {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a span must be in order and from 0 on but was " + start + " to " + end);
        }
    }
}

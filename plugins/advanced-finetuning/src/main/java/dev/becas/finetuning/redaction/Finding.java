package dev.becas.finetuning.redaction;

/// One sensitive stretch of a text, from `start` (inclusive) to `end` (exclusive), in UTF-16 units.
public record Finding(Sensitive kind, int start, int end) {
    public Finding {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a finding must hold 0 <= start < end but was " + start + ".." + end);
        }
    }
}

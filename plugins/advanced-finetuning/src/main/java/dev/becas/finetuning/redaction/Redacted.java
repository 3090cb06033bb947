package dev.becas.finetuning.redaction;

import java.util.List;

/// A text with placeholders, and what they stand for in the original.
public record Redacted(String text, List<Finding> findings) {
    public Redacted {
        findings = List.copyOf(findings);
    }
}

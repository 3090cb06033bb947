package dev.becas.kernel.category;

/// What a label leads to: an action, or none.
public enum Polarity {
    ACT,
    PASS
}

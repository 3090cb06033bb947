package dev.becas.gputrainer.model;

/// How much of its activations a product with weights is given.
public enum Activations {
    /// All their bits.
    EXACT,
    /// What llama.cpp gives it on processors: rounded to the type that goes with the weights' own, down to 8 bits. For
    /// asking, not for training: nothing can be learned through a step.
    GGML
}

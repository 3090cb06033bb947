package dev.becas.abtesting.decision;

/// How the candidate came out of a disagreement.
public enum Outcome {
    /// The candidate was right and the live model was not.
    WIN,
    /// The live model was right and the candidate was not, or nobody said who was before the label expired.
    LOSS,
    /// Both were wrong, each in its own way: says nothing about which is better.
    NEITHER
}

package dev.becas.datasets;

/// Where a family of sentences may occur.
enum Split {
    /// In the stock text, in every conversation and in the gold set.
    STOCK,
    /// In every conversation and in the gold set, never in the stock text: what tuning has to learn.
    TUNING,
    /// In the evaluation conversation only.
    UNSEEN
}

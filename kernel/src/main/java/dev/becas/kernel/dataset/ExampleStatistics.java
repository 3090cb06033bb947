package dev.becas.kernel.dataset;

import java.time.Instant;

/// What the collector plugin tells the rest about its examples. A port: the orchestrator asks, the collector answers.
public interface ExampleStatistics {
    /// Counts of trainable examples about `category` as known at `asOf`, and of those newer than `newSince`.
    ExampleCounts counts(String category, Instant asOf, Instant newSince);

    /// Trainable examples: the data-policy gate is open, the label is not only a model's, there is a right answer, and
    /// the tier is at least the dataset's minimum.
    ///
    /// @param gold of tier gold
    /// @param total of any tier that a dataset may hold
    /// @param newGold of these, newer than asked
    /// @param newTotal of these, newer than asked
    /// @param averageScoreBp mean score of what a dataset frozen now would hold, 0 to 10,000
    record ExampleCounts(int gold, int total, int newGold, int newTotal, int averageScoreBp) {}
}

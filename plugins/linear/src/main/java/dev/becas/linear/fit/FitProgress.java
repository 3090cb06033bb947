package dev.becas.linear.fit;

/// How far a training run is.
///
/// @param label the label that is learned
/// @param labelsDone how many labels are finished, those found in a checkpoint among them
/// @param labels how many there are
/// @param part the part of the rows that is kept out, in [0, folds); `folds` when all rows are learned from
/// @param parts folds + 1
/// @param iteration Newton steps of this regression so far
public record FitProgress(String label, int labelsDone, int labels, int part, int parts, int iteration) {
    /// The share of the regressions that are finished, in [0, 1].
    public double share() {
        return Math.min(1, (labelsDone + (double) part / parts) / labels);
    }
}

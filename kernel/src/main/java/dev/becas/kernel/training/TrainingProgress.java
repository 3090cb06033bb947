package dev.becas.kernel.training;

/// Hears how far a job is. Called from the trainer's thread; must return at once.
@FunctionalInterface
public interface TrainingProgress {
    TrainingProgress SILENT = step -> {};

    void step(TrainingStep step);

    /// One step of a run. What a trainer has no figure for is NaN, or 0 for counts.
    ///
    /// @param step the step just done, from 1
    /// @param ofSteps how many there are
    record TrainingStep(
            int step,
            int ofSteps,
            double loss,
            double evalLoss,
            double learningRate,
            double gradNorm,
            long examplesProcessed,
            double tokensPerSecond,
            long memoryBytes,
            long etaSeconds) {}
}

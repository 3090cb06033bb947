package dev.becas.linear.fit;

/// Hears how a training run goes. What it throws ends the run; finished labels stay in the checkpoint.
@FunctionalInterface
public interface FitListener {
    /// Called after every few Newton steps.
    void progressed(FitProgress progress);
}

package dev.becas.gputrainer.train;

/// Adds a micro-batch's gradients to those that are there.
@FunctionalInterface
interface Gradients {
    /// @param weight that each answer token's own is multiplied by: 1 / (what those of the whole step count)
    /// @param dropoutSeed another one for each micro-batch
    /// @return this micro-batch's part of the mean loss
    double run(MicroBatch batch, double weight, long dropoutSeed);
}

package dev.becas.gputrainer.train;

/// Adds a micro-batch's gradients to those that are there.
@FunctionalInterface
interface Gradients {
    /// @param weight of each answer token: 1 / (answer tokens of the whole step)
    /// @param dropoutSeed another one for each micro-batch
    /// @return this micro-batch's part of the mean loss
    double run(MicroBatch batch, double weight, long dropoutSeed);
}

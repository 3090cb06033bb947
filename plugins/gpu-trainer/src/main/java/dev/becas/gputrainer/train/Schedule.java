package dev.becas.gputrainer.train;

/// How the learning rate goes over a run, after a linear warm-up.
public enum Schedule {
    /// Stays.
    CONSTANT,
    /// Falls evenly to zero.
    LINEAR,
    /// Falls along half a cosine to zero (Loshchilov and Hutter 2017).
    COSINE;

    /// The share of the full learning rate at a step.
    ///
    /// @param step from 0
    /// @param steps of the whole run
    /// @param warmupSteps during which it rises
    /// @return in (0, 1]
    public double factor(int step, int steps, int warmupSteps) {
        if (step < warmupSteps) {
            return (step + 1) / (double) warmupSteps;
        }
        double done = (step - warmupSteps) / (double) Math.max(1, steps - warmupSteps); // in [0, 1)
        return switch (this) {
            case CONSTANT -> 1;
            case LINEAR -> 1 - done;
            case COSINE -> (1 + Math.cos(Math.PI * done)) / 2;
        };
    }
}

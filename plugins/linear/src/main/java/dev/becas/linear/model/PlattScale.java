package dev.becas.linear.model;

/// Turns a margin into a probability: `1 / (1 + exp(-(slope * margin + offset)))`. Platt, "Probabilistic outputs for
/// support vector machines", 1999.
///
/// @param slope in (0, 1000]: a greater margin is never less likely
/// @param offset in [-1000, 1000]
public record PlattScale(double slope, double offset) {
    /// The bound on both numbers; beyond it a probability is 0 or 1 in double precision anyway.
    public static final double LIMIT = 1_000;

    /// Takes the margin for the log-odds it is.
    public static final PlattScale NONE = new PlattScale(1, 0);

    public PlattScale {
        if (!(slope > 0 && slope <= LIMIT)) {
            throw new IllegalArgumentException("slope must be in (0, 1000] but was " + slope);
        }
        if (!(offset >= -LIMIT && offset <= LIMIT)) {
            throw new IllegalArgumentException("offset must be in [-1000, 1000] but was " + offset);
        }
    }

    /// The natural logarithm of the probability at `margin`. StrictMath: the same bits on every machine.
    public double logProbability(double margin) {
        double z = slope * margin + offset;
        return z > 0 ? -StrictMath.log1p(StrictMath.exp(-z)) : z - StrictMath.log1p(StrictMath.exp(z));
    }
}

package dev.becas.gputrainer.train;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/// The ranges of a run's settings, by the names of `trainer.*`, in one place for the loop, the command and
/// `becas.yaml`. Refuses a setting that is out of its range, in one sentence.
public final class Ranges {
    /// What all weights bear is less than what an adapter does.
    static final String LEARNING_RATE_OF_ALL = "learningRate of all weights";

    private record Range(double low, double high) {}

    private static final Map<String, Range> BY_NAME = Map.ofEntries(
            Map.entry("rank", new Range(4, 64)),
            Map.entry("alpha", new Range(1, 128)),
            Map.entry("dropout", new Range(0, 0.5)),
            Map.entry("learningRate", new Range(1e-5, 5e-3)),
            Map.entry(LEARNING_RATE_OF_ALL, new Range(1e-5, 1e-3)),
            Map.entry("batchSize", new Range(1, 32)),
            Map.entry("gradientAccumulation", new Range(1, 256)),
            Map.entry("maxGradNorm", new Range(0.01, 1000)),
            Map.entry("weightDecay", new Range(0, 1)),
            Map.entry("warmupSteps", new Range(0, 10_000)),
            Map.entry("maxSteps", new Range(1, 1_000_000)),
            Map.entry("epochs", new Range(1, 100)),
            Map.entry("evalEvery", new Range(1, 100_000)),
            Map.entry("earlyStopPatience", new Range(1, 1000)),
            Map.entry("checkpointEvery", new Range(1, 100_000)));

    private Ranges() {}

    /// @param name a setting that has a range
    /// @throws IllegalArgumentException if the value is out of it
    public static void check(String name, double value) {
        Range range = Objects.requireNonNull(BY_NAME.get(name), name);
        if (!(value >= range.low() && value <= range.high())) {
            throw new IllegalArgumentException(name + " must be in [" + text(range.low()) + ", " + text(range.high())
                    + "] but was " + text(value));
        }
    }

    private static String text(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}

package dev.becas.gputrainer.evaluate;

import java.util.Arrays;

/// A figure and the interval it lies in with a confidence of 95 %.
///
/// @param value measured on the rows as they are
/// @param low the 2.5th percentile over resamples
/// @param high the 97.5th percentile over resamples
public record Interval(double value, double low, double high) {
    /// @param resamples the same figure on each resample of the rows
    static Interval of(double value, double... resamples) {
        double[] sorted = resamples.clone();
        Arrays.sort(sorted);
        int outside = sorted.length / 40;
        return new Interval(value, sorted[outside], sorted[sorted.length - 1 - outside]);
    }
}

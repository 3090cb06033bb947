package dev.becas.gputrainer.evaluate;

/// A figure and the interval it lies in with a confidence of 95 %.
///
/// @param value measured on the rows as they are
/// @param low the 2.5th percentile over resamples
/// @param high the 97.5th percentile over resamples
public record Interval(double value, double low, double high) {}

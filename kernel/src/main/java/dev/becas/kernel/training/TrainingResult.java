package dev.becas.kernel.training;

import java.nio.file.Path;
import java.util.Map;

/// What a trainer made.
///
/// @param runtime the name of the [dev.becas.kernel.model.ModelRuntime] that serves it
/// @param artifact the model's file
/// @param digest SHA-256 of the file
/// @param metrics held-out evaluation by name (`macroF1`, `recallAct`, `falsePositiveRate`, `ece`, `f1.phishing`, ...);
///     nothing that depends on the machine's speed
/// @param intervals 95 % intervals of some of the metrics: [low, high]
public record TrainingResult(
        String runtime, Path artifact, String digest, Map<String, Double> metrics, Map<String, Interval> intervals) {
    public TrainingResult {
        metrics = Map.copyOf(metrics);
        intervals = Map.copyOf(intervals);
    }

    /// An interval with both ends in it.
    public record Interval(double low, double high) {}
}

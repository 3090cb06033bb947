package dev.becas.kernel.signal;

import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far long work is. Each signal says all there is to know, so one that was dropped is not missed when the next has
/// come.
///
/// @param workId one piece of work, such as a training job's id
/// @param kind what is done, such as `train-linear`
/// @param step the step just done, in [0, steps]
/// @param steps how many there are, at least 1; step = steps is the end
/// @param figures by name, such as `loss`; finite ones only, what is not known is left out
/// @param etaSeconds how long it will still take, at least 0; 0 also when it is not known
public record Progress(
        String workId, String kind, long step, long steps, SortedMap<String, Double> figures, long etaSeconds)
        implements Signal {
    public Progress {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1 but was " + steps);
        }
        if (step < 0 || step > steps) {
            throw new IllegalArgumentException("step must be in [0, " + steps + "] but was " + step);
        }
        if (etaSeconds < 0) {
            throw new IllegalArgumentException("etaSeconds must be at least 0 but was " + etaSeconds);
        }
        figures.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("the figure " + name + " must be finite but was " + value);
            }
        });
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    }

    /// Work that has no figures to show.
    public static Progress of(String workId, String kind, long step, long steps) {
        return new Progress(workId, kind, step, steps, new TreeMap<>(), 0);
    }

    /// A step of a training run.
    public static Progress of(String jobId, String kind, TrainingStep at) {
        Map<String, Double> known = Map.of(
                "loss", at.loss(),
                "evalLoss", at.evalLoss(),
                "learningRate", at.learningRate(),
                "gradNorm", at.gradNorm(),
                "examplesProcessed", (double) at.examplesProcessed(),
                "tokensPerSecond", at.tokensPerSecond(),
                "memoryBytes", (double) at.memoryBytes());
        SortedMap<String, Double> finite = new TreeMap<>(known);
        finite.values().removeIf(value -> !Double.isFinite(value));
        return new Progress(jobId, kind, at.step(), at.ofSteps(), finite, Math.max(0, at.etaSeconds()));
    }

    /// In [0, 1].
    public double share() {
        return (double) step / steps;
    }
}

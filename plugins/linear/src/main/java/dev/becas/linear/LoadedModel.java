package dev.becas.linear;

import dev.becas.linear.model.LinearModel;
import dev.becas.linear.model.Scorer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A model in memory with the scorers that wait for work: a thread takes one and gives it back.
final class LoadedModel {
    /// The log-probability of a label that no row had: below every figure a calibrated label reaches.
    static final double UNKNOWN_LABEL = Math.log(1e-6);

    private static final int SCORERS_KEPT = 16;

    private final LinearModel model;
    private final BlockingQueue<Scorer> idle = new ArrayBlockingQueue<>(SCORERS_KEPT);
    private volatile long lastUse;

    LoadedModel(LinearModel model) {
        this.model = model;
    }

    long lastUse() {
        return lastUse;
    }

    void used(long use) {
        lastUse = use;
    }

    /// The log-probabilities of `labels`; the exponentials add up to 1. A label the model never learned has
    /// [#UNKNOWN_LABEL] before that, and a label it learned that is not asked for has none.
    Map<String, Double> score(String input, List<String> labels) {
        double[] logs = logProbabilities(input);
        Map<String, Double> scores = new LinkedHashMap<>();
        double sum = 0;
        for (String label : labels) {
            int position = model.labels().indexOf(label);
            double log = position < 0 ? UNKNOWN_LABEL : Math.max(UNKNOWN_LABEL, logs[position]);
            scores.put(label, log);
            sum += StrictMath.exp(log);
        }
        double logSum = StrictMath.log(sum);
        scores.replaceAll((label, log) -> log - logSum);
        return scores;
    }

    private double[] logProbabilities(String input) {
        Scorer taken = idle.poll();
        Scorer scorer = taken == null ? model.scorer() : taken;
        double[] logs = scorer.logProbabilities(input);
        idle.offer(scorer); // when enough are kept already, this one is left to the collector
        return logs;
    }
}

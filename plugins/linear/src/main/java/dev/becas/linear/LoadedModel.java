package dev.becas.linear;

import dev.becas.linear.feature.FeatureExtractor;
import dev.becas.linear.model.LinearModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A model in memory.
final class LoadedModel {
    /// The log-probability of a label that no row had: below every figure a calibrated label reaches.
    static final double UNKNOWN_LABEL = Math.log(1e-6);

    private final LinearModel model;
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
    Map<String, Double> score(String input, List<String> labels, FeatureExtractor extractor) {
        double[] logs = model.scorer(extractor).logProbabilities(input);
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
}

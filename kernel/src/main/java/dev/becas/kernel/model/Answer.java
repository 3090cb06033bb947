package dev.becas.kernel.model;

import java.util.Map;

/// What a runtime says.
public sealed interface Answer {

    /// Log-probabilities by label, normalised over the label set.
    ///
    /// @param serviceNanos time spent answering, without queueing
    record LabelScores(Map<String, Double> logProbabilities, long serviceNanos) implements Answer {
        public LabelScores {
            if (logProbabilities.isEmpty()) {
                throw new IllegalArgumentException("logProbabilities must not be empty");
            }
            logProbabilities = Map.copyOf(logProbabilities);
        }

        /// The most probable label; ties go to the alphabetically first.
        public String best() {
            return logProbabilities.entrySet().stream()
                    .min(Map.Entry.<String, Double>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .orElseThrow()
                    .getKey();
        }

        /// The probability of `label` in [0, 1]; 0 for a label that was not asked.
        public double probability(String label) {
            Double logProbability = logProbabilities.get(label);
            return logProbability == null ? 0 : Math.min(1, Math.exp(logProbability));
        }
    }

    /// No answer.
    ///
    /// @param kind `deadline`, `not_loaded`, `bad_model`, `busy`, `down`
    record Unavailable(String kind, String reason) implements Answer {}
}

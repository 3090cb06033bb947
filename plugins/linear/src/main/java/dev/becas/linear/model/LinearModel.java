package dev.becas.linear.model;

import dev.becas.linear.feature.FeatureExtractor;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;

/// A trained linear classifier: one logistic regression a label, each against all other labels, brought to calibrated
/// probabilities that add up to one. Immutable; any number of [Scorer]s may read it at once.
///
/// @param labels in the order of every array of scores; 2 to 256, distinct
/// @param featureVersion the [FeatureExtractor#VERSION] it was trained with
/// @param weights one weight a label for each feature seen
/// @param biases one a label
/// @param scales one a label
public record LinearModel(
        List<String> labels, int featureVersion, SparseWeights weights, List<Float> biases, List<PlattScale> scales) {
    /// The most labels; ISO 639-1 has 183.
    public static final int LABELS_MAX = 256;

    /// The longest label, in bytes of UTF-8.
    public static final int LABEL_BYTES_MAX = 200;

    public LinearModel {
        labels = List.copyOf(labels);
        biases = List.copyOf(biases);
        scales = List.copyOf(scales);
        if (labels.size() < 2 || labels.size() > LABELS_MAX) {
            throw new IllegalArgumentException("labels must be 2 to " + LABELS_MAX + " but were " + labels.size());
        }
        if (new HashSet<>(labels).size() < labels.size()) {
            throw new IllegalArgumentException("labels must be distinct but were " + labels);
        }
        for (String label : labels) {
            int bytes = label.getBytes(StandardCharsets.UTF_8).length;
            if (bytes < 1 || bytes > LABEL_BYTES_MAX) {
                throw new IllegalArgumentException(
                        "a label must be 1 to " + LABEL_BYTES_MAX + " bytes but was " + bytes + ": " + label);
            }
        }
        if (featureVersion != FeatureExtractor.VERSION) {
            throw new IllegalArgumentException(
                    "feature version must be " + FeatureExtractor.VERSION + " but was " + featureVersion);
        }
        requireOnePerLabel("weights", weights.labelCount(), labels.size());
        requireOnePerLabel("biases", biases.size(), labels.size());
        requireOnePerLabel("scales", scales.size(), labels.size());
    }

    private static void requireOnePerLabel(String what, int count, int labels) {
        if (count != labels) {
            throw new IllegalArgumentException(what + " must be one a label (" + labels + ") but were " + count);
        }
    }

    /// A scorer for one thread.
    public Scorer scorer() {
        return scorer(new FeatureExtractor());
    }

    /// A scorer for one thread. Scorers of one thread may share an extractor: a message that several models are asked
    /// about is then taken apart once.
    public Scorer scorer(FeatureExtractor extractor) {
        return new Scorer(this, extractor);
    }
}

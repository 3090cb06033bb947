package dev.becas.finetuning;

import java.time.Duration;

/// The section `finetuning` of `becas.yaml`.
///
/// @param maxExamplesPerCategory past that the lowest-value oldest leave first, corrections last
/// @param minConfidence          what an AI's own example needs to be stored
/// @param trainOnModelLabels     whether a label that only a model gave may train
/// @param cleanSampleRate        share of clean messages that are offered as examples
/// @param appealWindow           after it a decision that nobody disputed counts as a success
/// @param crossTaskLearning whether related categories lend each other examples; false, as long as none are related
public record FinetuningSettings(
        int maxExamplesPerCategory,
        double minConfidence,
        boolean trainOnModelLabels,
        double cleanSampleRate,
        Duration appealWindow,
        boolean crossTaskLearning) {
    /// What holds where `becas.yaml` says nothing.
    public static final FinetuningSettings DEFAULTS =
            new FinetuningSettings(50_000, 0.7, false, 0.02, Duration.ofHours(24), false);

    public FinetuningSettings {
        if (maxExamplesPerCategory < 1) {
            throw new IllegalArgumentException(
                    "maxExamplesPerCategory must be 1 or more but was " + maxExamplesPerCategory);
        }
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException("minConfidence must be in [0, 1] but was " + minConfidence);
        }
        if (!(cleanSampleRate >= 0 && cleanSampleRate <= 1)) {
            throw new IllegalArgumentException("cleanSampleRate must be in [0, 1] but was " + cleanSampleRate);
        }
        if (crossTaskLearning) {
            throw new IllegalArgumentException("crossTaskLearning must be false but was true: no two categories that"
                    + " have a model are declared related, so none can lend the other its examples; leave it out");
        }
        if (appealWindow.isNegative()) {
            throw new IllegalArgumentException("appealWindow must be 0 or more but was " + appealWindow);
        }
    }
}

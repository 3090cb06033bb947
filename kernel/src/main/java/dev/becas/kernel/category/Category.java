package dev.becas.kernel.category;

import java.util.ArrayList;
import java.util.List;

/// One of the fourteen tasks.
///
/// @param name on the wire
/// @param event the event whose decisions it learns from
/// @param passLabels labels that lead to nothing; all labels of a category without polarity
/// @param actLabels labels that lead to an action
/// @param family of base models
/// @param risk decides how many approve a promotion
/// @param metric what its evaluation is judged by
public record Category(
        String name,
        String event,
        List<String> passLabels,
        List<String> actLabels,
        String family,
        Risk risk,
        String metric) {
    /// How much harm a wrong answer does.
    public enum Risk {
        LOW,
        MEDIUM,
        HIGH
    }

    public Category {
        passLabels = List.copyOf(passLabels);
        actLabels = List.copyOf(actLabels);
    }

    /// In words: `scam detection`.
    public String title() {
        return name.replace('_', ' ');
    }

    /// All labels, `pass` first. Empty for categories whose answers are an open set.
    public List<String> labelNames() {
        List<String> all = new ArrayList<>(passLabels);
        all.addAll(actLabels);
        return List.copyOf(all);
    }

    /// Whether its labels divide into acting and passing ones.
    public boolean hasPolarity() {
        return !actLabels.isEmpty();
    }

    /// The polarity of one of its labels.
    ///
    /// @throws IllegalArgumentException naming the label and those there are
    public Polarity polarity(String label) {
        requireLabel(label);
        return actLabels.contains(label) ? Polarity.ACT : Polarity.PASS;
    }

    /// Returns `label` when it is one of this category's, else refuses it by name.
    public String requireLabel(String label) {
        if (!labelNames().contains(label) && !labelNames().isEmpty()) {
            throw new IllegalArgumentException(
                    "label of " + name + " must be one of " + labelNames() + " but was '" + label + "'");
        }
        return label;
    }

    /// The label for "nothing to see here": the first `pass` label.
    public String clearLabel() {
        return passLabels.getFirst();
    }
}

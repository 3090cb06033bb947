package dev.becas.linear.fit;

import java.util.Comparator;

/// One row to learn from.
///
/// @param input the rendered input: lines `key: value`
/// @param label what should have been said
/// @param weight as how many rows it counts, in [1, 8]
public record LabelledRow(String input, String label, int weight) {
    /// The greatest weight of a row.
    public static final int WEIGHT_MAX = 8;

    /// An order that depends on nothing but what the rows hold.
    static final Comparator<LabelledRow> BY_CONTENT = Comparator.comparing(LabelledRow::input)
            .thenComparing(LabelledRow::label)
            .thenComparingInt(LabelledRow::weight);

    public LabelledRow {
        if (label.isBlank()) {
            throw new IllegalArgumentException("label must not be blank");
        }
        if (weight < 1 || weight > WEIGHT_MAX) {
            throw new IllegalArgumentException("weight must be in [1, " + WEIGHT_MAX + "] but was " + weight);
        }
    }

    /// A row that counts once.
    public LabelledRow(String input, String label) {
        this(input, label, 1);
    }
}

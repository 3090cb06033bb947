package dev.becas.linear.model;

import dev.becas.linear.feature.FeatureRow;

/// One weight a label for each feature that was seen in training; all others weigh nothing.
///
/// A bit a feature says whether it was seen, and how many bits are set before it says where its weights stand: 192 KiB
/// that stay in the processor's cache, then one line of memory for the weights of all labels.
public final class SparseWeights {
    /// The most weights a model may hold: features x labels. 256 MiB of floats.
    public static final int WEIGHTS_MAX = 1 << 26;

    private final long[] seen = new long[FeatureRow.INDEX_COUNT / Long.SIZE];
    private final int[] before = new int[FeatureRow.INDEX_COUNT / Long.SIZE];
    private final int[] indexes;
    private final float[] values;
    private final int labels;

    /// @param indexes the features, ascending, in [0, 2^20)
    /// @param values `indexes.length x labels`, the weights of one feature side by side
    public SparseWeights(int[] indexes, float[] values, int labels) {
        if (labels < 1 || (long) indexes.length * labels != values.length) {
            throw new IllegalArgumentException("weights must be features x labels = " + indexes.length + " x " + labels
                    + " but were " + values.length);
        }
        int last = -1;
        for (int index : indexes) {
            if (index <= last || index >= FeatureRow.INDEX_COUNT) {
                throw new IllegalArgumentException(
                        "features must ascend below " + FeatureRow.INDEX_COUNT + " but " + index + " followed " + last);
            }
            last = index;
            seen[index >>> 6] |= 1L << index;
        }
        for (int word = 1; word < seen.length; word++) {
            before[word] = before[word - 1] + Long.bitCount(seen[word - 1]);
        }
        this.indexes = indexes.clone();
        this.values = values.clone();
        this.labels = labels;
    }

    /// How many features have weights.
    public int featureCount() {
        return indexes.length;
    }

    /// How many labels each feature weighs on.
    public int labelCount() {
        return labels;
    }

    int index(int slot) {
        return indexes[slot];
    }

    float value(int slot, int label) {
        return values[slot * labels + label];
    }

    /// Adds the weights of `row[from, to)` onto `sums`, one sum a label.
    void addTo(float[] sums, FeatureRow row, int from, int to) {
        for (int i = from; i < to; i++) {
            int index = row.index(i);
            long word = seen[index >>> 6];
            if ((word >>> index & 1) != 0) {
                int slot = before[index >>> 6] + Long.bitCount(word & ((1L << index) - 1));
                int at = slot * labels;
                for (int label = 0; label < labels; label++) {
                    sums[label] += values[at + label];
                }
            }
        }
    }
}

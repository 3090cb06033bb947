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

    /// Finds where the weights of `row[from, to)` stand; features that were never seen have none.
    ///
    /// Apart from [#addTo] and without a branch, so that the processor waits for many lines of memory at once and not
    /// for one after the other.
    ///
    /// @return how many there are; they stand in [FeatureRow#places()] in the order of the features
    int find(FeatureRow row, int from, int to) {
        int[] places = row.places();
        int count = 0;
        for (int i = from; i < to; i++) {
            int index = row.index(i);
            long word = seen[index >>> 6];
            places[count] = (before[index >>> 6] + Long.bitCount(word & ((1L << index) - 1))) * labels;
            count += (int) (word >>> index & 1);
        }
        return count;
    }

    /// Adds the weights at `places[0, count)` onto `sums`, one sum a label, in the order of the places. Two labels at a
    /// time, whose sums stay in registers.
    void addTo(float[] sums, int[] places, int count) {
        int label = 0;
        for (; label + 1 < labels; label += 2) {
            float first = sums[label];
            float second = sums[label + 1];
            for (int i = 0; i < count; i++) {
                int at = places[i] + label;
                first += values[at];
                second += values[at + 1];
            }
            sums[label] = first;
            sums[label + 1] = second;
        }
        if (label < labels) {
            float last = sums[label];
            for (int i = 0; i < count; i++) {
                last += values[places[i] + label];
            }
            sums[label] = last;
        }
    }
}

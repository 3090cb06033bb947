package dev.becas.gputrainer.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/// Sequences of unequal lengths, sorted so that attention takes many of them in one call: for short ones the calls cost
/// more than what they compute. A shorter one is padded behind its end, where no token of its own looks.
///
/// @param all the longest first
/// @param back `[N]`, for each token its place in what the buckets come to, behind the shared beginning
record Buckets(List<Bucket> all, Tensor back) {
    /// Pairs of query and key that may be computed in vain for a sequence before a call of its own is cheaper.
    private static final long PAIRS_IN_VAIN = 1 << 14;
    /// The same as a part of its own pairs.
    private static final int PART_IN_VAIN = 4;

    /// @param count of its sequences
    /// @param length to which each is padded
    /// @param rows `[count * length]`, the place of each of their tokens among all
    record Bucket(int count, int length, Tensor rows) {}

    static Buckets of(Sequences sequences) {
        int[] lengths = sequences.lengths();
        int shared = sequences.shared();
        int[] starts = new int[lengths.length];
        for (int i = 0, at = shared; i < lengths.length; at += lengths[i++]) {
            starts[i] = at;
        }
        List<Integer> sorted = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparing(i -> -lengths[i]))
                .toList();
        int[] back = IntStream.range(0, sequences.tokens()).toArray();
        List<Bucket> all = new ArrayList<>();
        int at = shared; // in what the buckets come to
        for (int from = 0; from < sorted.size(); ) {
            int length = lengths[sorted.get(from)];
            int to = from;
            while (to < sorted.size() && joins(length, lengths[sorted.get(to)], shared)) {
                to++;
            }
            int[] rows = new int[(to - from) * length];
            for (int place = 0; place < rows.length; place++) {
                int sequence = sorted.get(from + place / length);
                int row = starts[sequence] + Math.min(place % length, lengths[sequence] - 1);
                rows[place] = row;
                if (place % length < lengths[sequence]) {
                    back[row] = at + place;
                }
            }
            all.add(new Bucket(to - from, length, Torch.longs(rows)));
            at += rows.length;
            from = to;
        }
        return new Buckets(List.copyOf(all), Torch.longs(back));
    }

    private static boolean joins(int longest, int length, int shared) {
        long own = pairs(length, shared);
        return pairs(longest, shared) - own <= Math.max(PAIRS_IN_VAIN, own / PART_IN_VAIN);
    }

    private static long pairs(long length, long shared) {
        return length * (shared + length);
    }
}

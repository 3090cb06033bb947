package dev.becas.gputrainer.tokenizer;

import java.util.Arrays;

/// Which two tokens become which, and how early: an open hash of pairs of ids. A pair's first entry counts.
final class MergeTable {
    private static final long EMPTY = -1;

    private final long[] pairs;
    private final long[] merges;
    private final int mask;

    /// @param size of entries at most
    MergeTable(int size) {
        int slots = Integer.highestOneBit(Math.max(8, size) * 2 - 1) * 2;
        this.pairs = new long[slots];
        this.merges = new long[slots];
        this.mask = slots - 1;
        Arrays.fill(pairs, EMPTY);
    }

    void put(int left, int right, int rank, int merged) {
        long pair = pack(left, right);
        int slot = slot(pair);
        if (pairs[slot] == EMPTY) {
            pairs[slot] = pair;
            merges[slot] = pack(rank, merged);
        }
    }

    /// The rank in the upper half and the merged id in the lower, or -1.
    long find(int left, int right) {
        if (left < 0 || right < 0) {
            return -1;
        }
        long pair = pack(left, right);
        int slot = slot(pair);
        return pairs[slot] == EMPTY ? -1 : merges[slot];
    }

    private int slot(long pair) {
        long mixed = pair * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (pairs[slot] != EMPTY && pairs[slot] != pair) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long pack(int upper, int lower) {
        return ((long) upper << 32) | lower;
    }
}

package dev.becas.linear.feature;

import java.util.Arrays;

/// The features of one input: distinct numbers in `[0, 2^20)`, block after block. Reused from input to input, so that a
/// decision allocates nothing; belongs to one thread at a time.
public final class FeatureRow {
    /// Features are hashed to this many bits.
    public static final int INDEX_BITS = 20;
    /// The number of different features.
    public static final int INDEX_COUNT = 1 << INDEX_BITS;
    /// The most features kept of one input; what comes later is left out. A message of 2,000 characters has about
    /// 8,000.
    public static final int FEATURES_MAX = 16_384;

    private static final int SEEN_SIZE = 2 * FEATURES_MAX;

    private final int[] indexes = new int[FEATURES_MAX];
    private final int[] places = new int[FEATURES_MAX];
    private final int[] blockEnds = new int[FeatureBlock.values().length];
    private final long[] seen = new long[SEEN_SIZE]; // generation << 32 | index, so that clearing costs nothing
    private long generation;
    private int size;
    private int mask;

    /// Starts a new input of about `charactersExpected` characters; fewer make a smaller, faster table of what was
    /// seen.
    void clear(int charactersExpected) {
        mask = maskFor(charactersExpected);
        generation++;
        size = 0;
        Arrays.fill(blockEnds, 0);
    }

    /// Whether the table of what was seen is large enough for an input of about `charactersExpected` characters.
    boolean isRoomFor(int charactersExpected) {
        return mask >= maskFor(charactersExpected);
    }

    private static int maskFor(int charactersExpected) {
        int wanted = Math.clamp(charactersExpected * 16L, 1024, SEEN_SIZE);
        return (Integer.highestOneBit(wanted - 1) << 1) - 1;
    }

    /// Takes back what was added after `block`, the latest first: then no probe for an older feature passes a gap.
    void cutAfter(FeatureBlock block) {
        int end = end(block);
        while (size > end) {
            int index = indexes[--size];
            long key = generation << 32 | index;
            int slot = index & mask;
            while (seen[slot] != key) {
                slot = (slot + 1) & mask;
            }
            seen[slot] = 0;
        }
    }

    /// Adds the feature with this hash unless it is there; a full row takes no more.
    void add(int hash) {
        int index = mix(hash) >>> (32 - INDEX_BITS);
        if (size >= FEATURES_MAX || 2 * size >= mask) {
            return;
        }
        long key = generation << 32 | index;
        int slot = index & mask;
        while (seen[slot] >>> 32 == generation) {
            if (seen[slot] == key) {
                return;
            }
            slot = (slot + 1) & mask;
        }
        seen[slot] = key;
        indexes[size++] = index;
    }

    void endBlock(FeatureBlock block) {
        blockEnds[block.position()] = size;
    }

    /// How many features there are.
    public int size() {
        return size;
    }

    /// The feature at `position`, in `[0, size)`.
    public int index(int position) {
        return indexes[position];
    }

    /// Room for one number a feature, for whoever looks them up; [FeatureExtractor] leaves it alone.
    public int[] places() {
        return places;
    }

    /// Where `block` begins.
    public int start(FeatureBlock block) {
        return block.position() == 0 ? 0 : blockEnds[block.position() - 1];
    }

    /// Where `block` ends; the first position that is not its own.
    public int end(FeatureBlock block) {
        return blockEnds[block.position()];
    }

    /// The last step of MurmurHash3 (Appleby, public domain): every bit of `h` reaches the top bits.
    static int mix(int h) {
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}

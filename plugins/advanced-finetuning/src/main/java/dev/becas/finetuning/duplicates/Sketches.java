package dev.becas.finetuning.duplicates;

/// How many pieces each text has, and 256 bits that show most of what two texts do not share: enough to rule out nearly
/// every pair that is not near, and never one that is.
final class Sketches {
    static final int LONGS = 4;

    private final double least;
    private final int[] sizes;
    private final long[] bits;

    /// @param least the Jaccard similarity from which two texts are near
    Sketches(double least, int texts) {
        this.least = least;
        this.sizes = new int[texts];
        this.bits = new long[texts * LONGS];
    }

    void put(int text, Pieces pieces) {
        sizes[text] = pieces.count();
        for (int i = 0; i < pieces.count(); i++) {
            int bit = pieces.hash(i) >>> 24;
            bits[text * LONGS + (bit >>> 6)] |= 1L << (bit & 63);
        }
    }

    int size(int text) {
        return sizes[text];
    }

    void copy(int text, long[] into, int at) {
        System.arraycopy(bits, text * LONGS, into, at * LONGS, LONGS);
    }

    /// Whether texts of so many pieces may be near.
    boolean mayBeNear(int smaller, int larger) {
        return smaller >= least * larger;
    }

    /// Whether texts of so many pieces whose sketches lie at `a` and `b` may be near.
    boolean mayBeNear(int smaller, int larger, long[] copies, int a, int b) {
        int different = 0;
        for (int i = 0; i < LONGS; i++) {
            different += Long.bitCount(copies[a * LONGS + i] ^ copies[b * LONGS + i]);
        }
        return different <= (1 - least) / (1 + least) * (smaller + larger) + 1e-9;
    }
}

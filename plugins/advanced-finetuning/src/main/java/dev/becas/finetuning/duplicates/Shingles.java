package dev.becas.finetuning.duplicates;

import java.util.Arrays;

/// A text as the set of its five-character pieces, each as a 32-bit hash: sorted, without repeats.
///
/// A text of fewer than five characters is one piece. Source: Broder, "On the resemblance and containment of
/// documents", 1997.
public final class Shingles {
    static final int PIECE_CHARACTERS = 5;

    private static final int PRIME = 0x01000193;

    private final int[] hashes;

    private Shingles(int[] hashes) {
        this.hashes = hashes;
    }

    /// The pieces of the plain form of `text`.
    public static Shingles of(String text) {
        return ofPlain(PlainText.of(text));
    }

    /// The pieces of a text that is in its plain form already.
    public static Shingles ofPlain(String plain) {
        int count = Math.max(1, plain.length() - PIECE_CHARACTERS + 1);
        char[] characters = plain.toCharArray();
        int[] hashes = new int[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = hash(characters, i, Math.min(plain.length(), i + PIECE_CHARACTERS));
        }
        Arrays.sort(hashes);
        int distinct = 1;
        for (int i = 1; i < count; i++) {
            if (hashes[i] != hashes[i - 1]) {
                hashes[distinct++] = hashes[i];
            }
        }
        return new Shingles(distinct == count ? hashes : Arrays.copyOf(hashes, distinct));
    }

    /// How many different pieces there are.
    public int size() {
        return hashes.length;
    }

    /// |A and B| / |A or B|, 0 to 1.
    public double jaccard(Shingles other) {
        int shared = shared(other);
        return (double) shared / (hashes.length + other.hashes.length - shared);
    }

    /// Whether the Jaccard similarity is at least `least`; cheaper than computing it where the sizes forbid it.
    public boolean isNear(Shingles other, double least) {
        int smaller = Math.min(hashes.length, other.hashes.length);
        int larger = Math.max(hashes.length, other.hashes.length);
        return smaller >= least * larger && jaccard(other) >= least;
    }

    /// The sorted hashes, not to be changed.
    int[] hashes() {
        return hashes;
    }

    private int shared(Shingles other) {
        int[] theirs = other.hashes;
        int shared = 0;
        for (int i = 0, j = 0; i < hashes.length && j < theirs.length; ) {
            if (hashes[i] == theirs[j]) {
                shared++;
                i++;
                j++;
            } else if (hashes[i] < theirs[j]) {
                i++;
            } else {
                j++;
            }
        }
        return shared;
    }

    /// FNV-1a over the characters, then the finaliser of MurmurHash3 so that all bits move.
    static int hash(char[] text, int start, int end) {
        int hash = 0x811c9dc5;
        for (int i = start; i < end; i++) {
            hash = (hash ^ text[i]) * PRIME;
        }
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}

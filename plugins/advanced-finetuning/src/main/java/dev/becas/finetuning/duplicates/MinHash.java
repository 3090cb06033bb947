package dev.becas.finetuning.duplicates;

import java.util.Arrays;
import java.util.Random;

/// Keys under which near duplicates meet: the signature of a text (the least value of each of 80 hash functions over
/// its pieces), cut into 16 bands of 5, each band hashed to one key.
///
/// Two texts of Jaccard similarity s share a band with probability 1 - (1 - s^5)^16: 0.9999 at 0.85, 0.4 at 0.5. Who
/// shares a key is only a candidate; [Shingles#isNear] decides. The keys depend on nothing but the text, so they can be
/// computed again at any time. Source: Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3.
public final class MinHash {
    /// How many keys a text has.
    public static final int BANDS = 16;

    private static final int ROWS = 5;
    private static final int FUNCTIONS = BANDS * ROWS;
    private static final int[] MULTIPLIERS = new int[FUNCTIONS];
    private static final int[] ADDENDS = new int[FUNCTIONS];

    static {
        Random fixed = new Random(0x6265636173L);
        for (int i = 0; i < FUNCTIONS; i++) {
            MULTIPLIERS[i] = fixed.nextInt() | 1;
            ADDENDS[i] = fixed.nextInt();
        }
    }

    private MinHash() {}

    /// The 16 keys of a text. The band's number is part of its key, so keys of different bands never meet.
    public static long[] keys(Shingles shingles) {
        int[] signature = signature(shingles);
        long[] keys = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            long key = band + 1L;
            for (int row = 0; row < ROWS; row++) {
                key = mix(key * 31 + signature[band * ROWS + row]);
            }
            keys[band] = key;
        }
        return keys;
    }

    private static int[] signature(Shingles shingles) {
        int[] least = new int[FUNCTIONS];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (int hash : shingles.hashes()) {
            for (int i = 0; i < FUNCTIONS; i++) {
                least[i] = Math.min(least[i], hash * MULTIPLIERS[i] + ADDENDS[i]);
            }
        }
        return least;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}

package dev.becas.finetuning.duplicates;

import java.io.IOException;
import java.util.Arrays;

/// Goes through the texts that share a piece and finds the pairs that may be near. What it looks at of each is copied
/// together first, because a pair's two places in memory are far apart. One thread uses it.
final class Meetings {
    /// What to do with two texts that may be near; a pair may come more than once.
    interface Pair {
        void of(int a, int b) throws IOException;
    }

    private final Sketches sketches;
    private long[] bySize = new long[64];
    private long[] copies = new long[64 * Sketches.LONGS];

    Meetings(Sketches sketches) {
        this.sketches = sketches;
    }

    /// @param entries ascending, as [Postings#bucket(int)] gives them
    void forEach(long[] entries, Pair pair) throws IOException {
        for (int start = 0, end; start < entries.length; start = end) {
            end = start + 1;
            while (end < entries.length && entries[end] >>> Integer.SIZE == entries[start] >>> Integer.SIZE) {
                end++;
            }
            if (end - start > 1) {
                ofOnePiece(entries, start, end, pair);
            }
        }
    }

    private void ofOnePiece(long[] entries, int start, int end, Pair pair) throws IOException {
        int count = end - start;
        if (count > bySize.length) {
            bySize = new long[count * 2];
            copies = new long[count * 2 * Sketches.LONGS];
        }
        for (int i = 0; i < count; i++) {
            int text = (int) entries[start + i];
            bySize[i] = ((long) sketches.size(text) << Integer.SIZE) | text;
        }
        Arrays.sort(bySize, 0, count);
        for (int i = 0; i < count; i++) {
            sketches.copy((int) bySize[i], copies, i);
            int larger = (int) (bySize[i] >>> Integer.SIZE);
            for (int j = i - 1; j >= 0; j--) {
                int smaller = (int) (bySize[j] >>> Integer.SIZE);
                if (!sketches.mayBeNear(smaller, larger)) {
                    break;
                }
                if (sketches.mayBeNear(smaller, larger, copies, j, i)) {
                    pair.of((int) bySize[j], (int) bySize[i]);
                }
            }
        }
    }
}

package dev.becas.gputrainer.tokenizer;

import java.util.Arrays;

/// Merges the pairs of one word: the lowest rank first, the leftmost of equals. Parts are a linked list in arrays, the
/// pairs that could merge a heap, so that a word of n parts costs n log n however long it is.
final class PairMerger {
    private static final int GONE = Integer.MIN_VALUE;

    private final MergeTable table;
    private int[] ids = new int[32];
    private int[] next = new int[32];
    private int[] previous = new int[32];
    private int size;
    // Rank in the upper half, the left part's place in the lower: the order of merging is the order of numbers.
    private long[] heap = new long[64];
    private int heapSize;

    PairMerger(MergeTable table) {
        this.table = table;
    }

    /// Begins a word.
    void clear() {
        size = 0;
        heapSize = 0;
    }

    /// Adds a part.
    ///
    /// @param id negative for one that merges with nothing
    void add(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            next = Arrays.copyOf(next, 2 * size);
            previous = Arrays.copyOf(previous, 2 * size);
        }
        ids[size] = id;
        previous[size] = size - 1;
        next[size] = size + 1;
        size++;
    }

    /// Merges until nothing can be; then what is left begins at place 0 and goes on by [#next].
    void merge() {
        for (int place = 0; place + 1 < size; place++) {
            offer(place);
        }
        while (heapSize > 0) {
            long top = pop();
            int left = (int) top;
            int right = ids[left] == GONE ? size : next[left];
            if (right >= size) {
                continue;
            }
            long merge = table.find(ids[left], ids[right]);
            if (merge < 0 || merge >>> 32 != top >>> 32) {
                continue; // one of the two has become another since
            }
            ids[left] = (int) merge;
            ids[right] = GONE;
            next[left] = next[right];
            if (next[left] < size) {
                previous[next[left]] = left;
                offer(left);
            }
            if (previous[left] >= 0) {
                offer(previous[left]);
            }
        }
    }

    /// The place after this one; [#size] after the last.
    int next(int place) {
        return next[place];
    }

    int size() {
        return size;
    }

    int id(int place) {
        return ids[place];
    }

    private void offer(int left) {
        long merge = table.find(ids[left], ids[next[left]]);
        if (merge < 0) {
            return;
        }
        if (heapSize == heap.length) {
            heap = Arrays.copyOf(heap, 2 * heapSize);
        }
        long entry = (merge & 0xFFFFFFFF00000000L) | left;
        int at = heapSize++;
        while (at > 0 && heap[(at - 1) / 2] > entry) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = entry;
    }

    private long pop() {
        long top = heap[0];
        long last = heap[--heapSize];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= heapSize) {
                break;
            }
            if (child + 1 < heapSize && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return top;
    }
}

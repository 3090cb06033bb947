package dev.becas.finetuning.duplicates;

import java.util.Arrays;

/// Which texts hold a piece among their rarest ones: one long each, the piece above, the text below, sorted once.
final class Postings {
    /// What to do with two texts that share a piece.
    interface Meeting {
        void of(int a, int b);
    }

    private long[] entries;
    private int count;

    Postings(int texts) {
        entries = new long[Math.max(16, texts * 8)];
    }

    /// Enters the `prefixLength` pieces of `text` that are rarest over all texts.
    void addRarest(int[] hashes, int prefixLength, int[] frequency, int text) {
        long[] byRarity = new long[hashes.length];
        for (int i = 0; i < hashes.length; i++) {
            int occurrences = frequency[hashes[i] & (frequency.length - 1)];
            byRarity[i] = ((long) occurrences << 32) | (hashes[i] & 0xffffffffL);
        }
        Arrays.sort(byRarity);
        if (count + prefixLength > entries.length) {
            entries = Arrays.copyOf(entries, Math.max(count + prefixLength, entries.length + (entries.length >> 1)));
        }
        for (int i = 0; i < prefixLength; i++) {
            // A piece that only one text holds meets nobody.
            if (byRarity[i] >>> 32 > 1) {
                entries[count++] = (byRarity[i] << 32) | text;
            }
        }
    }

    /// These entries and those of `other`.
    Postings with(Postings other) {
        Postings both = new Postings(0);
        both.entries = Arrays.copyOf(entries, count + other.count);
        System.arraycopy(other.entries, 0, both.entries, count, other.count);
        both.count = count + other.count;
        return both;
    }

    /// Every two texts that share an entered piece; a pair may come more than once.
    void forEachMeeting(Meeting meeting) {
        Arrays.parallelSort(entries, 0, count);
        for (int start = 0, end; start < count; start = end) {
            end = start + 1;
            while (end < count && entries[end] >>> 32 == entries[start] >>> 32) {
                end++;
            }
            for (int i = start + 1; i < end; i++) {
                for (int j = start; j < i; j++) {
                    meeting.of((int) entries[j], (int) entries[i]);
                }
            }
        }
    }
}

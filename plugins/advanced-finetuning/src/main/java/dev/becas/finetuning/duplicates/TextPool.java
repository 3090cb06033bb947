package dev.becas.finetuning.duplicates;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Many short texts in one byte array: what they weigh is their UTF-8 length and four bytes each.
final class TextPool {
    private static final int BYTES_MAX = Integer.MAX_VALUE - 16;

    private byte[] bytes = new byte[1 << 16];
    private int[] ends = new int[1 << 10];
    private int count;

    /// Keeps `text` and returns its number, counted from 0.
    int add(String text) {
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        int start = start(count);
        if (added.length > BYTES_MAX - start) {
            throw new IllegalStateException(
                    "texts to compare must weigh at most " + BYTES_MAX + " bytes in all, reached at text " + count);
        }
        if (start + added.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(BYTES_MAX, Math.max(start + added.length, bytes.length * 2L)));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
        }
        System.arraycopy(added, 0, bytes, start, added.length);
        ends[count] = start + added.length;
        return count++;
    }

    String get(int number) {
        int start = start(number);
        return new String(bytes, start, ends[number] - start, StandardCharsets.UTF_8);
    }

    int count() {
        return count;
    }

    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }
}

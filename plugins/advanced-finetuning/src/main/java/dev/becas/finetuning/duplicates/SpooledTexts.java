package dev.becas.finetuning.duplicates;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Many short texts in a spool: what stays in memory is where each begins, eight bytes.
final class SpooledTexts {
    private static final int READ_BYTES = 1 << 18;

    /// What is done with a text.
    interface Sink {
        void of(int number, String text) throws IOException;
    }

    private final Spool spool;
    private long[] ends = new long[1 << 10];
    private int count;

    SpooledTexts(Spool spool) {
        this.spool = spool;
    }

    /// Keeps `text`, whose number is [#count()] before.
    void add(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count + (count >> 1));
        }
        ends[count++] = spool.append(bytes, bytes.length) + bytes.length;
    }

    int count() {
        return count;
    }

    String get(int number) throws IOException {
        byte[] bytes = new byte[(int) (ends[number] - start(number))];
        spool.read(start(number), bytes, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Gives the texts `from` to `to`, the last not included, in order.
    void forEach(int from, int to, Sink sink) throws IOException {
        byte[] bytes = new byte[READ_BYTES];
        for (int first = from, next; first < to; first = next) {
            next = first + 1;
            while (next < to && ends[next] - start(first) <= bytes.length) {
                next++;
            }
            int length = (int) (ends[next - 1] - start(first));
            if (length > bytes.length) {
                bytes = new byte[length];
            }
            spool.read(start(first), bytes, length);
            for (int i = first; i < next; i++) {
                int start = (int) (start(i) - start(first));
                sink.of(i, new String(bytes, start, (int) (ends[i] - start(i)), StandardCharsets.UTF_8));
            }
        }
    }

    private long start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }
}

package dev.becas.gputrainer.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/// Files that are nearly right: one seed, one change.
public final class Mutations {
    private static final long[] TELLING = {
        0, 1, -1, 2, 31, 255, 1 << 16, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 0x7FC00000
    };

    private Mutations() {}

    /// @param head how many bytes from the start are changed more often than the rest
    public static byte[] of(byte[] good, int head, long seed) {
        Random random = new Random(seed);
        byte[] bytes = good.clone();
        int at = random.nextInt(random.nextInt(8) == 0 ? bytes.length : Math.min(head, bytes.length));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> without(bytes, at, 1 + random.nextInt(16));
            case 2 -> number(bytes, at, TELLING[random.nextInt(TELLING.length)], 8);
            case 3 -> number(bytes, at, TELLING[random.nextInt(TELLING.length)], 4);
            case 4 -> number(bytes, at, random.nextLong(), 1 + random.nextInt(8));
            default -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
        };
    }

    private static byte[] without(byte[] bytes, int at, int count) {
        int from = Math.min(bytes.length, at + count);
        byte[] rest = Arrays.copyOf(bytes, bytes.length - (from - at));
        System.arraycopy(bytes, from, rest, at, bytes.length - from);
        return rest;
    }

    private static byte[] number(byte[] bytes, int at, long value, int width) {
        byte[] little = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        System.arraycopy(little, 0, bytes, at, Math.min(width, bytes.length - at));
        return bytes;
    }
}

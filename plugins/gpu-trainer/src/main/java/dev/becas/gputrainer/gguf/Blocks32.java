package dev.becas.gputrainer.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The formats with blocks of 32 numbers, to floats: `dequantize_row_q4_0`, `_q4_1`, `_q5_0`, `_q5_1` and `_q8_0` of
/// `ggml-quants.c` in llama.cpp. In all but Q8_0 the low nibbles are the first half of a block, the high ones the
/// second.
final class Blocks32 {
    private static final int HALF = 16;

    private Blocks32() {}

    /// `d` (half), 16 bytes of nibbles: (q - 8) d.
    static void q4x0(MemorySegment in, long at, float[] out, int to) {
        float d = LittleEndian.half(in, at);
        for (int j = 0; j < HALF; j++) {
            int q = LittleEndian.unsignedByte(in, at + 2 + j);
            out[to + j] = ((q & 15) - 8) * d;
            out[to + j + HALF] = ((q >> 4) - 8) * d;
        }
    }

    /// `d`, `m` (halves), 16 bytes of nibbles: q d + m.
    static void q4x1(MemorySegment in, long at, float[] out, int to) {
        float d = LittleEndian.half(in, at);
        float m = LittleEndian.half(in, at + 2);
        for (int j = 0; j < HALF; j++) {
            int q = LittleEndian.unsignedByte(in, at + 4 + j);
            out[to + j] = (q & 15) * d + m;
            out[to + j + HALF] = (q >> 4) * d + m;
        }
    }

    /// `d`, 32 fifth bits, 16 bytes of nibbles: (q - 16) d.
    static void q5x0(MemorySegment in, long at, float[] out, int to) {
        float d = LittleEndian.half(in, at);
        int high = in.get(LittleEndian.INT, at + 2);
        for (int j = 0; j < HALF; j++) {
            int q = LittleEndian.unsignedByte(in, at + 6 + j);
            out[to + j] = (((q & 15) | fifth(high, j)) - 16) * d;
            out[to + j + HALF] = (((q >> 4) | fifth(high, j + HALF)) - 16) * d;
        }
    }

    /// `d`, `m`, 32 fifth bits, 16 bytes of nibbles: q d + m.
    static void q5x1(MemorySegment in, long at, float[] out, int to) {
        float d = LittleEndian.half(in, at);
        float m = LittleEndian.half(in, at + 2);
        int high = in.get(LittleEndian.INT, at + 4);
        for (int j = 0; j < HALF; j++) {
            int q = LittleEndian.unsignedByte(in, at + 8 + j);
            out[to + j] = ((q & 15) | fifth(high, j)) * d + m;
            out[to + j + HALF] = ((q >> 4) | fifth(high, j + HALF)) * d + m;
        }
    }

    /// `d`, 32 signed bytes: q d.
    static void q8x0(MemorySegment in, long at, float[] out, int to) {
        float d = LittleEndian.half(in, at);
        for (int j = 0; j < 2 * HALF; j++) {
            out[to + j] = in.get(ValueLayout.JAVA_BYTE, at + 2 + j) * d;
        }
    }

    private static int fifth(int bits, int which) {
        return ((bits >>> which) & 1) << 4;
    }
}

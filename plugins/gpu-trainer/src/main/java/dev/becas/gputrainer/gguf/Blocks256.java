package dev.becas.gputrainer.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The formats with blocks of 256 numbers ("K"), to floats: `dequantize_row_q4_K`, `_q5_K`, `_q6_K` and
/// `get_scale_min_k4` of `ggml-quants.c` in llama.cpp.
final class Blocks256 {
    private Blocks256() {}

    /// `d`, `dmin` (halves), 12 bytes with eight scales and minima of 6 bits, 128 bytes of nibbles: d s q - dmin m.
    static void q4k(MemorySegment in, long at, float[] out, int to) {
        float d = LittleEndian.half(in, at);
        float dmin = LittleEndian.half(in, at + 2);
        for (int group = 0; group < 8; group++) {
            float scale = d * scale(in, at + 4, group);
            float min = dmin * minimum(in, at + 4, group);
            long nibbles = at + 16 + 32L * (group / 2);
            for (int l = 0; l < 32; l++) {
                out[to + 32 * group + l] = scale * nibble(in, nibbles + l, group % 2) - min;
            }
        }
    }

    /// As Q4_K, with 32 bytes of fifth bits before the nibbles: bit `group` of byte `l`.
    static void q5k(MemorySegment in, long at, float[] out, int to) {
        float d = LittleEndian.half(in, at);
        float dmin = LittleEndian.half(in, at + 2);
        for (int group = 0; group < 8; group++) {
            float scale = d * scale(in, at + 4, group);
            float min = dmin * minimum(in, at + 4, group);
            long nibbles = at + 48 + 32L * (group / 2);
            for (int l = 0; l < 32; l++) {
                int fifth = ((LittleEndian.unsignedByte(in, at + 16 + l) >> group) & 1) << 4;
                out[to + 32 * group + l] = scale * (nibble(in, nibbles + l, group % 2) + fifth) - min;
            }
        }
    }

    /// 128 bytes of low nibbles, 64 bytes of upper pairs of bits, 16 signed scales, `d` (half): d s (q - 32).
    static void q6k(MemorySegment in, long at, float[] out, int to) {
        float d = LittleEndian.half(in, at + 208);
        for (int half = 0; half < 2; half++) {
            for (int quarter = 0; quarter < 4; quarter++) {
                for (int l = 0; l < 32; l++) {
                    int low = nibble(in, at + 64L * half + 32L * (quarter % 2) + l, quarter / 2);
                    int high = (LittleEndian.unsignedByte(in, at + 128 + 32L * half + l) >> (2 * quarter)) & 3;
                    int scale = in.get(ValueLayout.JAVA_BYTE, at + 192 + 8L * half + 2L * quarter + l / 16);
                    out[to + 128 * half + 32 * quarter + l] = d * scale * ((low | (high << 4)) - 32);
                }
            }
        }
    }

    private static int nibble(MemorySegment in, long at, int upper) {
        int both = LittleEndian.unsignedByte(in, at);
        return upper == 0 ? both & 15 : both >> 4;
    }

    private static int scale(MemorySegment in, long at, int group) {
        return group < 4
                ? LittleEndian.unsignedByte(in, at + group) & 63
                : (LittleEndian.unsignedByte(in, at + group + 4) & 15)
                        | ((LittleEndian.unsignedByte(in, at + group - 4) >> 6) << 4);
    }

    private static int minimum(MemorySegment in, long at, int group) {
        return group < 4
                ? LittleEndian.unsignedByte(in, at + group + 4) & 63
                : (LittleEndian.unsignedByte(in, at + group + 4) >> 4)
                        | ((LittleEndian.unsignedByte(in, at + group) >> 6) << 4);
    }
}

package dev.becas.gputrainer.gguf;

import dev.becas.gputrainer.model.WeightType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Floats to bytes. F16 rounds to even. Q8_0 is `quantize_row_q8_0_ref` of `ggml-quants.c` in llama.cpp: for each 32
/// numbers d = max|x| / 127 as a half, and round(x / d), halves away from zero; so that no number is off by more than
/// max|x| (0.5 / 127 + 2^-11).
final class Quantizer {
    private static final int BLOCK = 32;
    private static final float HALF_MAX = 65_504;

    private Quantizer() {}

    static boolean writes(WeightType type) {
        return type == WeightType.F32 || type == WeightType.F16 || type == WeightType.Q8_0;
    }

    /// @return how many bytes were written
    static int write(String name, WeightType type, float[] floats, int values, byte[] to) {
        MemorySegment out = MemorySegment.ofArray(to);
        refuseNoNumbers(name, type, floats, values);
        switch (type) {
            case F32 -> MemorySegment.copy(floats, 0, out, LittleEndian.FLOAT, 0, values);
            case F16 -> {
                for (int i = 0; i < values; i++) {
                    out.set(LittleEndian.SHORT, 2L * i, Float.floatToFloat16(floats[i]));
                }
            }
            case Q8_0 -> {
                for (int i = 0; i < values; i += BLOCK) {
                    writeBlock(floats, i, out, type.bytesOf(i));
                }
            }
            default -> throw new IllegalArgumentException("nothing is written as " + type);
        }
        return (int) type.bytesOf(values);
    }

    private static void writeBlock(float[] floats, int from, MemorySegment out, long at) {
        float max = 0;
        for (int j = 0; j < BLOCK; j++) {
            max = Math.max(max, Math.abs(floats[from + j]));
        }
        float d = max / 127;
        float inverse = d == 0 ? 0 : 1 / d;
        out.set(LittleEndian.SHORT, at, Float.floatToFloat16(d));
        for (int j = 0; j < BLOCK; j++) {
            float scaled = floats[from + j] * inverse;
            int rounded = (int) (scaled + Math.copySign(0.5f, scaled));
            out.set(ValueLayout.JAVA_BYTE, at + 2 + j, (byte) Math.clamp(rounded, -127, 127));
        }
    }

    private static void refuseNoNumbers(String name, WeightType type, float[] floats, int values) {
        float most = switch (type) {
            case F16 -> HALF_MAX;
            case Q8_0 -> HALF_MAX * 127;
            default -> Float.MAX_VALUE;
        };
        for (int i = 0; i < values; i++) {
            if (!(Math.abs(floats[i]) <= most)) {
                throw new IllegalArgumentException("a number of " + name + " must be in [-" + most + ", " + most
                        + "] to be written as " + type + " but was " + floats[i]);
            }
        }
    }
}

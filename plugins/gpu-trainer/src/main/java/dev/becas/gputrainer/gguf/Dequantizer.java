package dev.becas.gputrainer.gguf;

import dev.becas.gputrainer.model.WeightType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Numbers of any [WeightType] to 32-bit floats. Exact for F32, F16 and BF16; for the others the value that llama.cpp
/// computes.
public final class Dequantizer {
    /// Numbers that are turned at once: the memory that is taken.
    private static final int CHUNK_VALUES = 1 << 13;

    private Dequantizer() {}

    /// Turns numbers of one tensor.
    ///
    /// @param raw the tensor's bytes
    /// @param first index of the first number, a multiple of the type's block
    /// @param floats where to, in the machine's byte order; a multiple of four bytes and of the type's block
    /// @throws IOException if one is NaN or infinite
    public static void read(
            Refusals refusals, String name, WeightType type, MemorySegment raw, long first, MemorySegment floats)
            throws IOException {
        long values = floats.byteSize() / Float.BYTES;
        if (values * Float.BYTES != floats.byteSize()) {
            throw new IllegalArgumentException("floats take a multiple of 4 bytes but were given " + floats.byteSize());
        }
        long from = type.bytesOf(first);
        if (from + type.bytesOf(values) > raw.byteSize() || first < 0) {
            throw new IllegalArgumentException(
                    name + " has not as many numbers as " + values + " from " + first + " on");
        }
        float[] chunk = new float[(int) Math.min(CHUNK_VALUES, values)];
        for (long done = 0; done < values; done += chunk.length) {
            int now = (int) Math.min(chunk.length, values - done);
            turn(type, raw, from + type.bytesOf(done), chunk, now);
            refuseNoNumbers(refusals, name, chunk, now, first + done);
            MemorySegment.copy(chunk, 0, floats, ValueLayout.JAVA_FLOAT_UNALIGNED, done * Float.BYTES, now);
        }
    }

    private static void turn(WeightType type, MemorySegment raw, long at, float[] out, int values) {
        switch (type) {
            case F32 -> MemorySegment.copy(raw, LittleEndian.FLOAT, at, out, 0, values);
            case F16 -> {
                for (int i = 0; i < values; i++) {
                    out[i] = LittleEndian.half(raw, at + 2L * i);
                }
            }
            case BF16 -> {
                for (int i = 0; i < values; i++) {
                    out[i] = Float.intBitsToFloat(raw.get(LittleEndian.SHORT, at + 2L * i) << 16);
                }
            }
            default -> {
                Block block = block(type);
                for (int i = 0; i < values; i += type.blockValues()) {
                    block.turn(raw, at + type.bytesOf(i), out, i);
                }
            }
        }
    }

    private static Block block(WeightType type) {
        return switch (type) {
            case Q4_0 -> Blocks32::q4x0;
            case Q4_1 -> Blocks32::q4x1;
            case Q5_0 -> Blocks32::q5x0;
            case Q5_1 -> Blocks32::q5x1;
            case Q8_0 -> Blocks32::q8x0;
            case Q4_K -> Blocks256::q4k;
            case Q5_K -> Blocks256::q5k;
            case Q6_K -> Blocks256::q6k;
            case F32, F16, BF16 -> throw new IllegalStateException(type + " has no blocks");
        };
    }

    private static void refuseNoNumbers(Refusals refusals, String name, float[] chunk, int values, long first)
            throws IOException {
        for (int i = 0; i < values; i++) {
            if (!Float.isFinite(chunk[i])) {
                throw refusals.refuse("number " + (first + i) + " of " + name, "must be finite", chunk[i]);
            }
        }
    }

    /// One block at `at` of `in` to floats from `to` on.
    @FunctionalInterface
    private interface Block {
        void turn(MemorySegment in, long at, float[] out, int to);
    }
}

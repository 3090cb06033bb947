package dev.becas.gputrainer.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.model.WeightType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DequantizerTest {
    private static final Refusals REFUSALS = new Refusals("blocks");

    /// Lines of `quantised_blocks.py`: type, bytes, floats.
    static List<String> blocks() throws IOException {
        try (InputStream in = DequantizerTest.class.getResourceAsStream("quantised-blocks.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void readsWhatThePythonPackageReads(String line) throws IOException {
        String[] parts = line.split(" ");
        WeightType type = WeightType.valueOf(parts[0]);
        MemorySegment raw = MemorySegment.ofArray(HexFormat.of().parseHex(parts[1]));
        float[] expected =
                MemorySegment.ofArray(HexFormat.of().parseHex(parts[2])).toArray(LittleEndian.FLOAT);
        float[] floats = new float[expected.length];
        Dequantizer.read(REFUSALS, "w", type, raw, 0, MemorySegment.ofArray(floats));
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], floats[i], 1e-6f * Math.abs(expected[i]), type + " at " + i);
        }
    }

    @Test
    void theFixtureHasEveryType() throws IOException {
        for (WeightType type : WeightType.values()) {
            assertTrue(blocks().stream().anyMatch(line -> line.startsWith(type + " ")), type.name());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = WeightType.class,
            names = {"F32", "F16", "Q8_0"})
    void whatIsWrittenComesBackWithinTheStatedBound(WeightType type) throws IOException {
        float[] floats = new float[4_096];
        Random random = new Random(3);
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5) - 3));
        }
        float[] back = roundTrip(type, floats);
        for (int i = 0; i < floats.length; i++) {
            float bound = switch (type) {
                case F16 -> Math.abs(floats[i]) / 2048 + 0x1p-25f;
                case Q8_0 -> most(floats, i / 32 * 32) * (0.5f / 127 + 0x1p-11f);
                default -> 0;
            };
            assertEquals(floats[i], back[i], bound, type + " at " + i);
        }
    }

    @Test
    void writingASecondTimeChangesNothing() throws IOException {
        float[] floats = TinyModels.floats("w", List.of(8L, 64L));
        float[] once = roundTrip(WeightType.Q8_0, floats);
        float[] twice = roundTrip(WeightType.Q8_0, once);
        for (int i = 0; i < once.length; i++) {
            assertEquals(once[i], twice[i], most(once, i / 32 * 32) * 0x1p-10f);
        }
    }

    @Test
    void aBlockOfZerosStaysZero() throws IOException {
        assertEquals(0, most(roundTrip(WeightType.Q8_0, new float[32]), 0));
    }

    @Test
    void refusesWhatIsNoNumber() {
        float[] bad = {1, Float.NaN, 1, 1};
        MemorySegment to = MemorySegment.ofArray(new float[4]);
        IOException refusal = assertThrows(
                IOException.class,
                () -> Dequantizer.read(REFUSALS, "w", WeightType.F32, MemorySegment.ofArray(bad), 0, to));
        assertEquals("blocks: number 1 of w must be finite but was NaN", refusal.getMessage());
    }

    @Test
    void refusesToWriteWhatDoesNotFit() {
        float[] large = {70_000};
        byte[] to = new byte[2];
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> Quantizer.write("w", WeightType.F16, large, 1, to));
        assertTrue(String.valueOf(refusal.getMessage()).contains("must be in [-65504.0, 65504.0]"));
    }

    @Test
    void readsFromTheMiddle() throws IOException {
        float[] floats = TinyModels.floats("w", List.of(64L));
        byte[] raw = new byte[(int) WeightType.Q8_0.bytesOf(64)];
        Quantizer.write("w", WeightType.Q8_0, floats, 64, raw);
        float[] all = new float[64];
        float[] second = new float[32];
        Dequantizer.read(REFUSALS, "w", WeightType.Q8_0, MemorySegment.ofArray(raw), 0, MemorySegment.ofArray(all));
        Dequantizer.read(REFUSALS, "w", WeightType.Q8_0, MemorySegment.ofArray(raw), 32, MemorySegment.ofArray(second));
        assertTrue(Arrays.equals(Arrays.copyOfRange(all, 32, 64), second));
    }

    private static float[] roundTrip(WeightType type, float[] floats) throws IOException {
        byte[] raw = new byte[(int) type.bytesOf(floats.length)];
        assertEquals(raw.length, Quantizer.write("w", type, floats, floats.length, raw));
        float[] back = new float[floats.length];
        Dequantizer.read(REFUSALS, "w", type, MemorySegment.ofArray(raw), 0, MemorySegment.ofArray(back));
        return back;
    }

    private static float most(float[] floats, int from) {
        float most = 0;
        for (int i = from; i < from + 32; i++) {
            most = Math.max(most, Math.abs(floats[i]));
        }
        return most;
    }
}

package dev.becas.gputrainer.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.Numbers;
import dev.becas.gputrainer.TinyModels;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

/// Each rule once more, one number at a time, as ggml writes it down.
class GgmlProductTest {
    private static final int ROWS = 3;
    private static final int WIDTH = 512;

    private final Random random = new Random(7);
    private final float[] x = numbers(WIDTH, 30);
    private final float[] weight = numbers(ROWS * WIDTH, 1);

    @Test
    void inFrontOfHalvesActivationsAreHalves() {
        float[] rounded = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            rounded[i] = Float.float16ToFloat(Float.floatToFloat16(x[i]));
        }
        assertRounds(plain(rounded, weight), WeightType.F16);
    }

    @Test
    void inFrontOfBytesActivationsAreBytesInStepsThatAreHalves() {
        float[] rounded = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            rounded[i] = asByte(i, 32) * half(largest(i, 32) / 127);
        }
        assertRounds(plain(rounded, weight), WeightType.Q8_0);
    }

    @Test
    void inFrontOfLargeBlocksStepsHaveAllTheirBits() {
        float[] rounded = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            rounded[i] = asByte(i, 256) * (largest(i, 256) / 127);
        }
        assertRounds(plain(rounded, weight), WeightType.Q6_K);
    }

    @Test
    void aMinimumIsMultipliedByTheSumThatIsKeptAsAHalf() throws IOException {
        byte[] raw = new byte[Math.toIntExact(WeightType.Q4_1.bytesOf((long) ROWS * WIDTH))];
        float[] whole = new float[ROWS * WIDTH];
        float[] expected = new float[ROWS];
        for (int block = 0; block < whole.length / 32; block++) {
            float scale = half(random.nextFloat());
            float minimum = half(-8 * random.nextFloat());
            int at = block * WeightType.Q4_1.blockBytes();
            putHalf(raw, at, scale);
            putHalf(raw, at + 2, minimum);
            int from = block * 32 % WIDTH;
            float product = 0;
            float sum = 0;
            for (int j = 0; j < 32; j++) {
                int nibble = random.nextInt(16);
                raw[at + 4 + j % 16] |= (byte) (nibble << (j < 16 ? 0 : 4));
                whole[block * 32 + j] = nibble * scale + minimum;
                product += nibble * asByte(from + j, 32);
                sum += asByte(from + j, 32);
            }
            float step = largest(from, 32) / 127;
            expected[block * 32 / WIDTH] += scale * half(step) * product + minimum * half(step * sum);
        }
        try (Handles handles = new Handles();
                PointerScope _ = new PointerScope()) {
            GgmlProduct product = new WeightLoader(new OneTensor(raw), handles).ggmlProduct("w");
            Numbers.assertClose(expected, of(product, x, whole), 1e-5, "the product");
        }
    }

    @Test
    void zerosStayZeros() {
        try (PointerScope _ = new PointerScope()) {
            assertArrayEquals(new float[ROWS], of(new GgmlProduct(WeightType.Q8_0, null), new float[WIDTH], weight));
        }
    }

    @Test
    void aModelWithAllBitsInItsFileIsGivenAllBits() throws Exception {
        try (PointerScope _ = new PointerScope();
                LanguageModel exact = LanguageModel.load(TinyModels.of(Architecture.LLAMA), Precision.FP32);
                LanguageModel ggml =
                        LanguageModel.load(TinyModels.of(Architecture.LLAMA), Precision.FP32, Activations.GGML)) {
            assertArrayEquals(logits(exact), logits(ggml));
            assertThrows(IllegalStateException.class, () -> ggml.pass(Sequences.of(3, 1), 0, true));
        }
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> LanguageModel.load(TinyModels.of(Architecture.LLAMA), Precision.BF16, Activations.GGML));
        assertEquals("precision must be fp32 where activations are ggml but was bf16", refused.getMessage());
    }

    private static float[] logits(LanguageModel model) {
        return Torch.toFloats(model.logits(model.finalNorm(model.residual(model.pass(Sequences.of(3, 1, 4))))));
    }

    private void assertRounds(float[] expected, WeightType type) {
        try (PointerScope _ = new PointerScope()) {
            Numbers.assertClose(expected, of(new GgmlProduct(type, null), x, weight), 1e-6, "the product");
        }
        float[] exact = plain(x, weight);
        boolean same = true;
        for (int row = 0; row < ROWS; row++) {
            same &= Math.abs(expected[row] - exact[row]) < 1e-5 * Math.abs(exact[row]);
        }
        assertTrue(!same, "nothing was rounded, which proves nothing");
    }

    private static float[] of(GgmlProduct product, float[] x, float[] weight) {
        return Torch.toFloats(product.of(Torch.floats(x, 1, WIDTH), Torch.floats(weight, ROWS, WIDTH)));
    }

    private static float[] plain(float[] x, float[] weight) {
        float[] product = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double sum = 0;
            for (int i = 0; i < WIDTH; i++) {
                sum += (double) x[i] * weight[row * WIDTH + i];
            }
            product[row] = (float) sum;
        }
        return product;
    }

    private float asByte(int i, int block) {
        return (float) Math.rint(x[i] * (127 / largest(i, block)));
    }

    private float largest(int i, int block) {
        float largest = 0;
        for (int j = i / block * block; j < (i / block + 1) * block; j++) {
            largest = Math.max(largest, Math.abs(x[j]));
        }
        return largest;
    }

    private static float half(float number) {
        return Float.float16ToFloat(Float.floatToFloat16(number));
    }

    private static void putHalf(byte[] to, int at, float number) {
        short bits = Float.floatToFloat16(number);
        to[at] = (byte) bits;
        to[at + 1] = (byte) (bits >> 8);
    }

    private float[] numbers(int count, double size) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (size * random.nextGaussian());
        }
        return numbers;
    }

    /// A file with a Q4_1 tensor named `w`.
    @SuppressWarnings("ArrayRecordComponent") // As it lies in a file.
    private record OneTensor(byte[] bytes) implements WeightSource {
        @Override
        public ModelConfig config() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<WeightInfo> weights() {
            return List.of(new WeightInfo("w", WeightType.Q4_1, List.of((long) ROWS, (long) WIDTH)));
        }

        @Override
        public Optional<WeightInfo> find(String name) {
            return Optional.of(weights().getFirst());
        }

        @Override
        public void readFloats(String name, long first, MemorySegment floats) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MemorySegment raw(String name) {
            return MemorySegment.ofArray(bytes);
        }

        @Override
        public void close() {}
    }
}

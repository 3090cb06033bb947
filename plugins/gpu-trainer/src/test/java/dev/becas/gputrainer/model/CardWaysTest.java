package dev.becas.gputrainer.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.gputrainer.TinyModels;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is done otherwise on a card, done on the processor.
class CardWaysTest {
    @Test
    void keysOnceForEachHeadMixAsSharedOnesDo() {
        try (PointerScope _ = new PointerScope()) {
            Tensor q = random(1, 2, 6, 5, 8); // [2, 6, 5, 8]
            Tensor k = random(2, 2, 3, 5, 8); // [2, 3, 5, 8]
            Tensor v = random(3, 2, 3, 5, 8); // [2, 3, 5, 8]
            assertArrayEquals(
                    Torch.toFloats(mixed(q, k, v, null, true)),
                    Torch.toFloats(mixed(q, Attention.forEach(2, k), Attention.forEach(2, v), null, false)),
                    1e-6f);
        }
    }

    @Test
    void behindABeginningTheyDoSoInBf16Too() {
        try (PointerScope _ = new PointerScope()) {
            Tensor q = random(1, 2, 6, 5, 8).to(ScalarType.BFloat16); // [2, 6, 5, 8]
            Tensor k = random(2, 2, 3, 9, 8).to(ScalarType.BFloat16); // [2, 3, 4 + 5, 8]
            Tensor v = random(3, 2, 3, 9, 8).to(ScalarType.BFloat16); // [2, 3, 4 + 5, 8]
            Tensor seen = Attention.seen(9).narrow(0, 4, 5); // [5, 4 + 5]
            assertArrayEquals(
                    Torch.toFloats(mixed(q, k, v, seen, true)),
                    Torch.toFloats(mixed(q, Attention.forEach(2, k), Attention.forEach(2, v), seen, false)),
                    1e-6f);
        }
    }

    /// @param seen null for all that came before
    private static Tensor mixed(Tensor q, Tensor k, Tensor v, @Nullable Tensor seen, boolean shared) {
        return torch.scaled_dot_product_attention(
                q,
                k,
                v,
                seen == null ? new TensorOptional() : new TensorOptional(seen),
                0.0,
                seen == null,
                new DoubleOptional(),
                shared);
    }

    private static Tensor random(long seed, long... shape) {
        Random random = new Random(seed);
        float[] values = new float[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Torch.floats(values, shape);
    }

    @Test
    void aCacheThatGrowsHoldsTheSameAsOneThatHadRoom() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32)) {
            float[] roomy = read(model, capacity -> new KeyValueCache(model.config(), capacity));
            assertArrayEquals(roomy, read(model, capacity -> new KeyValueCache(model.config(), capacity, 1)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> read(model, capacity -> new KeyValueCache(model.config(), capacity - 1, 1)));
        }
    }

    /// Reads one, three and two tokens.
    private static float[] read(LanguageModel model, IntFunction<KeyValueCache> room) {
        return Torch.withoutGradients(() -> {
            try (KeyValueCache cache = room.apply(6);
                    PointerScope _ = new PointerScope()) {
                float[] last = {};
                for (int[] ids : new int[][] {{1}, {2, 3, 4}, {5, 6}}) {
                    int[] parents = IntStream.range(-1, ids.length - 1).toArray();
                    last = Torch.toFloats(model.residual(model.pass(cache, ids, parents)));
                    cache.advance(ids.length);
                }
                return last;
            }
        });
    }
}

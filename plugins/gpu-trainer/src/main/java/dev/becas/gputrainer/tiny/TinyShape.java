package dev.becas.gputrainer.tiny;

import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ModelTensors;
import dev.becas.gputrainer.model.RopeConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What the tiny base is made of: a Llama of 3.3 million parameters, wide rather than deep, because a processor
/// multiplies two large matrices faster than eight small ones.
final class TinyShape {
    /// Tokens of the vocabulary.
    static final int VOCABULARY = 2048;

    private static final int HEAD_WIDTH = 32;
    private static final int LAYERS = 4;
    /// Standard deviation of first weights: GPT-2's 0.02 at a width of 768, wider for a narrower model.
    private static final double DEVIATION = 0.035;

    private TinyShape() {}

    static ModelConfig config(int vocabulary) {
        return new ModelConfig(
                Architecture.LLAMA,
                LAYERS,
                256,
                640,
                8,
                4,
                HEAD_WIDTH,
                vocabulary,
                1024,
                1e-5f,
                RopeConfig.plain(10_000, HEAD_WIDTH),
                true);
    }

    /// First weights by GGUF name, row-major: norms of one, the rest normal. What adds to the residual stream begins
    /// smaller by the root of how often that happens (Radford et al. 2019).
    static Map<String, float[]> weights(ModelConfig config, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> weights = new LinkedHashMap<>();
        ModelTensors.of(config).forEach((name, shape) -> {
            boolean adds = name.contains("attn_output") || name.contains("ffn_down");
            double deviation = adds ? DEVIATION / Math.sqrt(2.0 * config.layers()) : DEVIATION;
            weights.put(name, numbers(shape, deviation, random));
        });
        return weights;
    }

    private static float[] numbers(List<Long> shape, double deviation, SplittableRandom random) {
        float[] numbers = new float[Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact))];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = shape.size() == 1 ? 1 : (float) (deviation * random.nextGaussian());
        }
        return numbers;
    }
}

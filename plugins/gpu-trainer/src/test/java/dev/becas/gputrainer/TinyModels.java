package dev.becas.gputrainer;

import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.model.RopeConfig;
import dev.becas.gputrainer.safetensors.TensorFile.FloatTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// Random models of two layers, small enough to follow each number.
public final class TinyModels {
    private TinyModels() {}

    public static MapWeights of(Architecture architecture) {
        boolean llama = architecture == Architecture.LLAMA;
        int head = llama ? 4 : 6;
        ModelConfig config = new ModelConfig(
                architecture, 2, 8, 12, 2, 1, head, 11, 64, 1e-5f, RopeConfig.plain(10_000, head), llama);
        return random(config, 5);
    }

    /// Four times as wide: wide enough to learn something.
    public static MapWeights wider(Architecture architecture) {
        ModelConfig config =
                new ModelConfig(architecture, 2, 32, 48, 4, 2, 8, 11, 64, 1e-5f, RopeConfig.plain(10_000, 8), true);
        return random(config, 5);
    }

    public static MapWeights random(ModelConfig config, long seed) {
        Random random = new Random(seed);
        Map<String, FloatTensor> weights = new LinkedHashMap<>();
        weights.put("token_embd.weight", matrix(random, config.vocabulary(), config.width()));
        for (int layer = 0; layer < config.layers(); layer++) {
            for (ProjectionKind kind : ProjectionKind.values()) {
                weights.put(kind.ggufName(layer), matrix(random, kind.outputs(config), kind.inputs(config)));
            }
            String blk = "blk." + layer + ".";
            weights.put(blk + "attn_norm.weight", vector(random, config.width()));
            weights.put(blk + "ffn_norm.weight", vector(random, config.width()));
            if (config.architecture().headNorms()) {
                weights.put(blk + "attn_q_norm.weight", vector(random, config.headWidth()));
                weights.put(blk + "attn_k_norm.weight", vector(random, config.headWidth()));
            }
        }
        weights.put("output_norm.weight", vector(random, config.width()));
        if (!config.tiedEmbeddings()) {
            weights.put("output.weight", matrix(random, config.vocabulary(), config.width()));
        }
        return new MapWeights(config, weights);
    }

    private static FloatTensor matrix(Random random, int rows, int columns) {
        float[] numbers = new float[rows * columns];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (0.4 * random.nextGaussian());
        }
        return new FloatTensor(new long[] {rows, columns}, numbers);
    }

    private static FloatTensor vector(Random random, int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (1 + 0.2 * random.nextGaussian());
        }
        return new FloatTensor(new long[] {length}, numbers);
    }
}

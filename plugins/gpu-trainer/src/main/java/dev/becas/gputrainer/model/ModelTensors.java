package dev.becas.gputrainer.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tensors that a model has, by their GGUF names, with their shapes (row-major: outputs, then inputs).
public final class ModelTensors {
    /// Rows of the vocabulary: the input, and the output too where embeddings are tied.
    public static final String EMBEDDING = "token_embd.weight";
    /// The norm before the output head.
    public static final String OUTPUT_NORM = "output_norm.weight";
    /// The output head where embeddings are not tied.
    public static final String OUTPUT = "output.weight";
    /// The divisors of [RopeConfig], where a file has them.
    public static final String ROPE_DIVISORS = "rope_freqs.weight";

    private ModelTensors() {}

    /// The name of a tensor of one layer: `blk.3.attn_q.weight`.
    public static String ofLayer(int layer, String part) {
        return "blk." + layer + "." + part + ".weight";
    }

    /// All that a model of this configuration must have, and nothing else.
    public static Map<String, List<Long>> of(ModelConfig config) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put(EMBEDDING, shape(config.vocabulary(), config.width()));
        for (int layer = 0; layer < config.layers(); layer++) {
            putLayer(shapes, config, layer);
        }
        shapes.put(OUTPUT_NORM, shape(config.width()));
        if (!config.tiedEmbeddings()) {
            shapes.put(OUTPUT, shape(config.vocabulary(), config.width()));
        }
        return shapes;
    }

    private static void putLayer(Map<String, List<Long>> shapes, ModelConfig config, int layer) {
        int width = config.width();
        shapes.put(ofLayer(layer, "attn_norm"), shape(width));
        shapes.put(ofLayer(layer, "attn_q"), shape(config.queryWidth(), width));
        shapes.put(ofLayer(layer, "attn_k"), shape(config.keyValueWidth(), width));
        shapes.put(ofLayer(layer, "attn_v"), shape(config.keyValueWidth(), width));
        shapes.put(ofLayer(layer, "attn_output"), shape(width, config.queryWidth()));
        if (config.architecture().headNorms()) {
            shapes.put(ofLayer(layer, "attn_q_norm"), shape(config.headWidth()));
            shapes.put(ofLayer(layer, "attn_k_norm"), shape(config.headWidth()));
        }
        shapes.put(ofLayer(layer, "ffn_norm"), shape(width));
        shapes.put(ofLayer(layer, "ffn_gate"), shape(config.feedForwardWidth(), width));
        shapes.put(ofLayer(layer, "ffn_up"), shape(config.feedForwardWidth(), width));
        shapes.put(ofLayer(layer, "ffn_down"), shape(width, config.feedForwardWidth()));
    }

    private static List<Long> shape(long... sides) {
        return Arrays.stream(sides).boxed().toList();
    }
}

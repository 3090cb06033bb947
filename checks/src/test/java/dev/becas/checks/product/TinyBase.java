package dev.becas.checks.product;

import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.GgufWriter;
import dev.becas.gputrainer.gguf.TensorData;
import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ModelTensors;
import dev.becas.gputrainer.model.RopeConfig;
import dev.becas.gputrainer.model.WeightType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A Llama of two layers with random weights, which reads any text byte by byte: it knows nothing, so what its adapter
/// answers was learned from the dataset.
final class TinyBase {
    private static final int LAYERS = 2;
    private static final int WIDTH = 64;
    private static final int CONTEXT_TOKENS = 1_024;
    private static final String CHATML =
            "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}"
                    + "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private TinyBase() {}

    static Path write(Path file) throws IOException {
        List<String> tokens = bytes();
        ModelConfig config = new ModelConfig(
                Architecture.LLAMA,
                LAYERS,
                WIDTH,
                96,
                4,
                2,
                16,
                tokens.size(),
                CONTEXT_TOKENS,
                1e-5f,
                RopeConfig.plain(10_000, 16),
                true);
        GgufWriter writer = new GgufWriter();
        entries(config, tokens).forEach(writer::put);
        ModelTensors.of(config).forEach((name, shape) -> writer.add(tensor(name, shape)));
        writer.write(file);
        return file;
    }

    /// Two marks and a token for each byte, written in the letters that stand for bytes.
    private static List<String> bytes() {
        List<String> tokens = new ArrayList<>(List.of("<|im_start|>", "<|im_end|>"));
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            tokens.add(Character.toString(printable ? b : next++));
        }
        return tokens;
    }

    private static List<GgufEntry> entries(ModelConfig config, List<String> tokens) {
        List<Integer> types = new ArrayList<>(List.of(3, 3)); // control
        while (types.size() < tokens.size()) {
            types.add(1);
        }
        return List.of(
                GgufEntry.of("general.architecture", "llama"),
                GgufEntry.of("general.alignment", 32),
                GgufEntry.of("llama.block_count", config.layers()),
                GgufEntry.of("llama.context_length", config.contextTokens()),
                GgufEntry.of("llama.embedding_length", config.width()),
                GgufEntry.of("llama.feed_forward_length", config.feedForwardWidth()),
                GgufEntry.of("llama.attention.head_count", config.heads()),
                GgufEntry.of("llama.attention.head_count_kv", config.keyValueHeads()),
                GgufEntry.of("llama.attention.key_length", config.headWidth()),
                GgufEntry.of("llama.attention.layer_norm_rms_epsilon", config.normEpsilon()),
                GgufEntry.of("llama.rope.freq_base", config.rope().base()),
                GgufEntry.of("tokenizer.ggml.model", "gpt2"),
                GgufEntry.of("tokenizer.ggml.pre", "smollm"),
                GgufEntry.ofTexts("tokenizer.ggml.tokens", tokens),
                GgufEntry.ofIntegers("tokenizer.ggml.token_type", types),
                GgufEntry.ofTexts("tokenizer.ggml.merges", List.of()),
                GgufEntry.of("tokenizer.ggml.eos_token_id", 1),
                GgufEntry.of("tokenizer.ggml.add_bos_token", false),
                GgufEntry.of("tokenizer.chat_template", CHATML));
    }

    private static TensorData tensor(String name, List<Long> shape) {
        float[] floats = new float[Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact))];
        Random random = new Random(name.hashCode());
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (shape.size() == 1 ? 1 : 0) + (float) random.nextGaussian() / 8;
        }
        return TensorData.of(name, WeightType.F32, shape, floats);
    }
}

package dev.becas.gputrainer.gguf;

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
import java.util.function.Predicate;

/// Whole models of a few kilobytes, made from a seed.
public final class TinyModels {
    public static final ModelConfig LLAMA = new ModelConfig(
            Architecture.LLAMA, 2, 64, 96, 4, 2, 16, 40, 128, 1e-5f, RopeConfig.plain(10_000, 16), true);
    public static final ModelConfig QWEN3 = new ModelConfig(
            Architecture.QWEN3, 1, 32, 64, 4, 2, 16, 40, 128, 1e-6f, RopeConfig.plain(1_000_000, 16), false);

    private static final String CHATML =
            "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}"
                    + "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private TinyModels() {}

    /// A file with every norm as F32 and every other tensor as `type`.
    public static Path write(Path path, ModelConfig config, WeightType type) throws IOException {
        GgufWriter writer = writer(config);
        tensors(config, type, name -> true).forEach(writer::add);
        writer.write(path);
        return path;
    }

    /// A Llama that can be talked to in any text: a token for each byte, ChatML, norms about one.
    public static Path writeChat(Path path) throws IOException {
        return writeChat(path, 256);
    }

    /// The same, with room for longer texts.
    public static Path writeChat(Path path, int contextTokens) throws IOException {
        List<String> tokens = new ArrayList<>(List.of("<|im_start|>", "<|im_end|>"));
        List<Integer> types = new ArrayList<>(List.of(3, 3));
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            tokens.add(Character.toString(printable ? b : next++));
            types.add(1);
        }
        ModelConfig config = new ModelConfig(
                Architecture.LLAMA,
                2,
                64,
                96,
                4,
                2,
                16,
                tokens.size(),
                contextTokens,
                1e-5f,
                RopeConfig.plain(10_000, 16),
                true);
        GgufWriter writer = writer(config);
        writer.put(GgufEntry.ofTexts("tokenizer.ggml.tokens", tokens));
        writer.put(GgufEntry.ofIntegers("tokenizer.ggml.token_type", types));
        writer.put(GgufEntry.ofTexts("tokenizer.ggml.merges", List.of()));
        writer.put(GgufEntry.of("tokenizer.chat_template", CHATML));
        ModelTensors.of(config).forEach((name, shape) -> {
            float[] floats = floats(name, shape);
            for (int i = 0; shape.size() == 1 && i < floats.length; i++) {
                floats[i] = 1 + floats[i];
            }
            writer.add(TensorData.of(name, WeightType.F32, shape, floats));
        });
        writer.write(path);
        return path;
    }

    /// Metadata and no tensors yet.
    static GgufWriter writer(ModelConfig config) {
        GgufWriter writer = new GgufWriter();
        metadata(config).forEach(writer::put);
        return writer;
    }

    static List<GgufEntry> metadata(ModelConfig config) {
        String prefix = config.architecture().ggufName() + ".";
        List<GgufEntry> entries = new ArrayList<>();
        entries.add(GgufEntry.of("general.architecture", config.architecture().ggufName()));
        entries.add(GgufEntry.of("general.alignment", 32));
        entries.add(GgufEntry.of(prefix + "block_count", config.layers()));
        entries.add(GgufEntry.of(prefix + "context_length", config.contextTokens()));
        entries.add(GgufEntry.of(prefix + "embedding_length", config.width()));
        entries.add(GgufEntry.of(prefix + "feed_forward_length", config.feedForwardWidth()));
        entries.add(GgufEntry.of(prefix + "attention.head_count", config.heads()));
        entries.add(GgufEntry.of(prefix + "attention.head_count_kv", config.keyValueHeads()));
        entries.add(GgufEntry.of(prefix + "attention.key_length", config.headWidth()));
        entries.add(GgufEntry.of(prefix + "attention.layer_norm_rms_epsilon", config.normEpsilon()));
        entries.add(GgufEntry.of(prefix + "rope.freq_base", config.rope().base()));
        entries.addAll(vocabulary(config.vocabulary()));
        return entries;
    }

    /// Twenty-six letters, three merges, special tokens, and fillers up to `size`.
    static List<GgufEntry> vocabulary(int size) {
        List<String> tokens = new ArrayList<>(List.of("<|im_start|>", "<|im_end|>"));
        List<Integer> types = new ArrayList<>(List.of(3, 3));
        for (char letter = 'a'; letter <= 'z'; letter++) {
            tokens.add(String.valueOf(letter));
        }
        tokens.addAll(List.of("th", "the", "Ġ", "Ġthe"));
        while (tokens.size() < size) {
            tokens.add("[unused" + tokens.size() + "]");
        }
        while (types.size() < size) {
            types.add(1);
        }
        return List.of(
                GgufEntry.of("tokenizer.ggml.model", "gpt2"),
                GgufEntry.of("tokenizer.ggml.pre", "smollm"),
                GgufEntry.ofTexts("tokenizer.ggml.tokens", tokens),
                GgufEntry.ofIntegers("tokenizer.ggml.token_type", types),
                GgufEntry.ofTexts("tokenizer.ggml.merges", List.of("t h", "th e", "Ġ the")),
                GgufEntry.of("tokenizer.ggml.eos_token_id", 1),
                GgufEntry.of("tokenizer.ggml.add_bos_token", false));
    }

    static List<TensorData> tensors(ModelConfig config, WeightType type, Predicate<String> wanted) {
        List<TensorData> tensors = new ArrayList<>();
        ModelTensors.of(config).forEach((name, shape) -> {
            if (wanted.test(name)) {
                WeightType written = shape.size() == 1 ? WeightType.F32 : type;
                tensors.add(TensorData.of(name, written, shape, floats(name, shape)));
            }
        });
        return tensors;
    }

    /// The numbers of a tensor: the same for the same name.
    public static float[] floats(String name, List<Long> shape) {
        int values = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        Random random = new Random(name.hashCode());
        float[] floats = new float[values];
        for (int i = 0; i < values; i++) {
            floats[i] = (float) random.nextGaussian() / 8;
        }
        return floats;
    }
}

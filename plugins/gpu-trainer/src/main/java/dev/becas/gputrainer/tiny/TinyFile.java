package dev.becas.gputrainer.tiny;

import dev.becas.gputrainer.gguf.GgufCopy;
import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.GgufWriter;
import dev.becas.gputrainer.gguf.MetadataOfConfig;
import dev.becas.gputrainer.gguf.TensorData;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ModelTensors;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.tokenizer.BytePairs;
import dev.becas.gputrainer.train.AllWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The tiny base as a GGUF file: vocabulary and template as SmolLM2 has them, so that every engine that reads SmolLM2
/// reads this.
final class TinyFile {
    /// The first three tokens: they end a text, begin a turn, end a turn.
    static final List<String> CONTROLS = List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");

    private static final int IM_START = 1;
    private static final int IM_END = 2;
    private static final int MOSTLY_F16 = 1; // llama_ftype of llama.cpp

    private static final String CHATML =
            "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}"
                    + "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private TinyFile() {}

    /// Writes the model as it begins, in 32 bits.
    static void writeFirst(ModelConfig config, BytePairs vocabulary, Map<String, float[]> weights, Path to)
            throws IOException {
        GgufWriter writer = new GgufWriter();
        general(config).forEach(writer::put);
        MetadataOfConfig.entries(config).forEach(writer::put);
        vocabulary.entries().forEach(writer::put);
        List.of(
                        GgufEntry.of("tokenizer.ggml.bos_token_id", IM_START),
                        GgufEntry.of("tokenizer.ggml.eos_token_id", IM_END),
                        GgufEntry.of("tokenizer.ggml.unknown_token_id", 0),
                        GgufEntry.of("tokenizer.ggml.padding_token_id", IM_END),
                        GgufEntry.of("tokenizer.chat_template", CHATML))
                .forEach(writer::put);
        ModelTensors.of(config)
                .forEach((name, shape) -> writer.add(
                        TensorData.of(name, WeightType.F32, shape, Objects.requireNonNull(weights.get(name)))));
        writer.write(to);
    }

    /// Writes the model as it has become: norms in 32 bits, the rest in 16.
    ///
    /// @param about what it was made from
    /// @return its sha256
    static String writeLast(GgufFile first, AllWeights trained, List<GgufEntry> about, Path to) throws IOException {
        List<TensorData> tensors = new ArrayList<>();
        first.tensors().forEach(tensor -> {
            String name = tensor.info().name();
            List<Long> shape = tensor.info().shape();
            WeightType type = shape.size() == 1 ? WeightType.F32 : WeightType.F16;
            tensors.add(TensorData.of(
                    name, type, shape, Torch.toFloats(trained.weights().tensor(name))));
        });
        return GgufCopy.write(first, tensors, about, to);
    }

    private static List<GgufEntry> general(ModelConfig config) {
        return List.of(
                GgufEntry.of("general.architecture", config.architecture().ggufName()),
                GgufEntry.of("general.type", "model"),
                GgufEntry.of("general.name", "Becas tiny base"),
                GgufEntry.of("general.license", "apache-2.0"),
                GgufEntry.of("general.file_type", MOSTLY_F16));
    }
}

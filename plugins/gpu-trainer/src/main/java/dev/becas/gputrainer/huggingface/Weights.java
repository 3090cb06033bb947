package dev.becas.gputrainer.huggingface;

import dev.becas.gputrainer.gguf.Dequantizer;
import dev.becas.gputrainer.gguf.Refusals;
import dev.becas.gputrainer.gguf.TensorData;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ModelTensors;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.model.RotaryRows;
import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.safetensors.MappedTensors.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// The tensors of a model by their Hugging Face names, and the same by GGUF's.
final class Weights {
    /// The output head, where it is not the embedding.
    static final String HEAD = "lm_head.weight";

    /// Kept by older versions beside the weights; it follows from the configuration.
    private static final String ROPE_TABLE = "rotary_emb.inv_freq";

    private final Refusals refusals;
    private final ModelConfig config;
    private final Map<String, Tensor> theirs;
    private final Map<String, String> names = new HashMap<>(); // theirs, by GGUF's
    private final Map<String, ProjectionKind> turning = new HashMap<>(); // whose rows lie otherwise, by GGUF's

    Weights(Refusals refusals, ModelConfig config, Map<String, Tensor> theirs) {
        this.refusals = refusals;
        this.config = config;
        this.theirs = Map.copyOf(theirs);
        names.put(ModelTensors.EMBEDDING, "model.embed_tokens.weight");
        names.put(ModelTensors.OUTPUT_NORM, "model.norm.weight");
        names.put(ModelTensors.OUTPUT, HEAD);
        for (int layer = 0; layer < config.layers(); layer++) {
            nameLayer(layer);
        }
    }

    private void nameLayer(int layer) {
        for (ProjectionKind kind : ProjectionKind.values()) {
            names.put(kind.ggufName(layer), kind.moduleName(layer) + ".weight");
            if (kind.turns()) {
                turning.put(kind.ggufName(layer), kind);
            }
        }
        String prefix = "model.layers." + layer + ".";
        names.put(ModelTensors.ofLayer(layer, "attn_norm"), prefix + "input_layernorm.weight");
        names.put(ModelTensors.ofLayer(layer, "ffn_norm"), prefix + "post_attention_layernorm.weight");
        names.put(ModelTensors.ofLayer(layer, "attn_q_norm"), prefix + "self_attn.q_norm.weight");
        names.put(ModelTensors.ofLayer(layer, "attn_k_norm"), prefix + "self_attn.k_norm.weight");
    }

    /// All that the model needs, in GGUF's order.
    ///
    /// @throws IOException one sentence, if one is missing, has another shape, or is none of this architecture
    List<TensorData> inGguf() throws IOException {
        TreeSet<String> left = new TreeSet<>(theirs.keySet());
        List<TensorData> tensors = new ArrayList<>();
        for (Map.Entry<String, List<Long>> wanted : ModelTensors.of(config).entrySet()) {
            String name = Objects.requireNonNull(names.get(wanted.getKey()));
            Tensor tensor = theirs.get(name);
            if (tensor == null) {
                throw refusals.refuse("there is no tensor " + name);
            }
            if (!tensor.shape().equals(wanted.getValue())) {
                throw refusals.refuse("shape of " + name, "must be " + wanted.getValue(), tensor.shape());
            }
            left.remove(name);
            tensors.add(inGguf(wanted.getKey(), tensor));
        }
        left.removeIf(name -> name.endsWith(ROPE_TABLE) || name.equals(HEAD));
        if (!left.isEmpty()) {
            throw refusals.refuse("the tensor " + Refusals.shown(left.first()) + " is none of this architecture");
        }
        List<Float> divisors = config.rope().divisors();
        if (!divisors.isEmpty()) {
            float[] numbers = new float[divisors.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = divisors.get(i);
            }
            tensors.add(
                    TensorData.of(ModelTensors.ROPE_DIVISORS, WeightType.F32, List.of((long) numbers.length), numbers));
        }
        return tensors;
    }

    private TensorData inGguf(String name, Tensor tensor) {
        WeightType type = WeightType.valueOf(tensor.type());
        if (tensor.shape().size() == 1) {
            return TensorData.of(
                    name,
                    WeightType.F32,
                    tensor.shape(),
                    (first, floats) -> Dequantizer.read(refusals, name, type, tensor.bytes(), first, floats));
        }
        WeightInfo info = new WeightInfo(name, type, tensor.shape());
        ProjectionKind kind = turning.get(name);
        if (kind == null) {
            return TensorData.copy(info, tensor.bytes());
        }
        long rowBytes = type.bytesOf(tensor.shape().getLast());
        return new TensorData(info, sink -> {
            for (int row = 0; row < kind.outputs(config); row++) {
                long at = RotaryRows.inHuggingFace(config, kind, row) * rowBytes;
                sink.accept(tensor.bytes().asSlice(at, rowBytes));
            }
        });
    }
}

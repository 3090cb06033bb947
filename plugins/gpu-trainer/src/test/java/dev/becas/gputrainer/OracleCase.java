package dev.becas.gputrainer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.model.AdapterSite;
import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.model.RopeConfig;
import dev.becas.gputrainer.model.RotaryRows;
import dev.becas.gputrainer.model.Sequences;
import dev.becas.gputrainer.safetensors.TensorFile;
import dev.becas.gputrainer.safetensors.TensorFile.FloatTensor;
import dev.becas.gputrainer.train.LoraSettings;
import dev.becas.gputrainer.train.LoraWeights;
import dev.becas.gputrainer.train.MicroBatch;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/// A tiny random model, and what Python's transformers and peft computed on it (`src/test/python/make_oracle.py`).
public final class OracleCase {
    private final TensorFile file;
    private final JsonNode facts;

    private OracleCase(TensorFile file, JsonNode facts) {
        this.file = file;
        this.facts = facts;
    }

    /// The folder with what is committed.
    public static Path committed() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(OracleCase.class.getResource("/oracle")).toURI());
    }

    public static OracleCase named(String name) throws IOException, URISyntaxException {
        return read(committed(), name);
    }

    public static OracleCase read(Path folder, String name) throws IOException {
        TensorFile file = TensorFile.read(folder.resolve(name + ".safetensors"));
        return new OracleCase(
                file,
                Json.MAPPER.readTree(Objects.requireNonNull(file.metadata().get("case"))));
    }

    public ModelConfig config() {
        JsonNode c = facts.path("config");
        JsonNode rope = c.path("rope_parameters");
        int head = c.path("head_dim").asInt();
        float base = (float) rope.path("rope_theta").asDouble();
        return new ModelConfig(
                c.path("model_type").asText().equals("llama") ? Architecture.LLAMA : Architecture.QWEN3,
                c.path("num_hidden_layers").asInt(),
                c.path("hidden_size").asInt(),
                c.path("intermediate_size").asInt(),
                c.path("num_attention_heads").asInt(),
                c.path("num_key_value_heads").asInt(),
                head,
                c.path("vocab_size").asInt(),
                c.path("max_position_embeddings").asInt(),
                (float) c.path("rms_norm_eps").asDouble(),
                rope.path("rope_type").asText().equals("llama3")
                        ? RopeConfig.llama3(base, head, 8, 1, 4, 16)
                        : RopeConfig.plain(base, head),
                c.path("tie_word_embeddings").asBoolean());
    }

    /// The base weights by their GGUF names and in GGUF order.
    public Map<String, FloatTensor> weights() {
        return inGgufOrder("base.");
    }

    /// d loss / d base weight, without an adapter.
    public Map<String, FloatTensor> fullGradients() {
        return inGgufOrder("full.grad.");
    }

    /// The base weights as Python keeps them: by their Hugging Face names, in their order.
    public Map<String, FloatTensor> asInPython() {
        Map<String, FloatTensor> weights = new LinkedHashMap<>();
        file.tensors().forEach((name, tensor) -> {
            if (name.startsWith("base.")) {
                weights.put(name.substring("base.".length()), tensor);
            }
        });
        return weights;
    }

    /// Python's own words about the model: `config.json`.
    public JsonNode configJson() {
        return facts.path("config");
    }

    private Map<String, FloatTensor> inGgufOrder(String prefix) {
        ModelConfig config = config();
        Map<String, FloatTensor> weights = new LinkedHashMap<>();
        weights.put("token_embd.weight", tensor(prefix + "model.embed_tokens.weight"));
        weights.put("output_norm.weight", tensor(prefix + "model.norm.weight"));
        if (!config.tiedEmbeddings()) {
            weights.put("output.weight", tensor(prefix + "lm_head.weight"));
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            for (ProjectionKind kind : ProjectionKind.values()) {
                FloatTensor theirs = tensor(prefix + kind.moduleName(layer) + ".weight");
                weights.put(
                        kind.ggufName(layer),
                        new FloatTensor(theirs.shape(), RotaryRows.toGguf(config, kind, theirs.numbers())));
            }
            String theirs = prefix + "model.layers." + layer + ".";
            String ours = "blk." + layer + ".";
            weights.put(ours + "attn_norm.weight", tensor(theirs + "input_layernorm.weight"));
            weights.put(ours + "ffn_norm.weight", tensor(theirs + "post_attention_layernorm.weight"));
            if (config.architecture().headNorms()) {
                weights.put(ours + "attn_q_norm.weight", tensor(theirs + "self_attn.q_norm.weight"));
                weights.put(ours + "attn_k_norm.weight", tensor(theirs + "self_attn.k_norm.weight"));
            }
        }
        return weights;
    }

    public MapWeights source() {
        return new MapWeights(config(), weights());
    }

    public LoraSettings lora() {
        Set<ProjectionKind> targets = EnumSet.noneOf(ProjectionKind.class);
        facts.path("targets")
                .forEach(name -> targets.add(ProjectionKind.named(name.asText()).orElseThrow()));
        return new LoraSettings(
                facts.path("rank").asInt(),
                facts.path("alpha").asDouble(),
                0,
                targets,
                facts.path("loraBias").asBoolean());
    }

    /// The adapter as Python began.
    public LoraWeights adapter() {
        LoraWeights adapter = LoraWeights.zeros(config(), lora());
        adapterTensors("lora.").forEach(adapter.weights()::set);
        return adapter;
    }

    /// d loss / d adapter at the first step, by our names and in our order.
    public Map<String, float[]> gradients() {
        return adapterTensors("grad.");
    }

    /// The adapter after three steps.
    public Map<String, float[]> afterThreeSteps() {
        return adapterTensors("after.");
    }

    private Map<String, float[]> adapterTensors(String prefix) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (AdapterSite site : LoraWeights.sites(config(), lora())) {
            String theirs = prefix + "base_model.model." + site.moduleName();
            tensors.put(LoraWeights.nameOfA(site), numbers(theirs + ".lora_A.weight"));
            tensors.put(
                    LoraWeights.nameOfB(site),
                    RotaryRows.toGguf(config(), site.kind(), numbers(theirs + ".lora_B.weight")));
            if (lora().bias()) {
                tensors.put(
                        LoraWeights.nameOfBias(site),
                        RotaryRows.toGguf(config(), site.kind(), numbers(theirs + ".lora_B.bias")));
            }
        }
        return tensors;
    }

    public Sequences sequences() {
        return new Sequences(ints("ids"), ints("lengths"));
    }

    public MicroBatch batch() {
        int[] labels = ints("labels");
        int[] rows =
                IntStream.range(0, labels.length).filter(i -> labels[i] >= 0).toArray();
        int[] targets = Arrays.stream(rows).map(row -> labels[row]).toArray();
        float[] weights = new float[rows.length];
        Arrays.fill(weights, 1);
        return new MicroBatch(sequences(), rows, targets, weights);
    }

    public double number(String name) {
        return facts.path(name).asDouble();
    }

    public List<Double> numbersOf(String name) {
        List<Double> list = new ArrayList<>();
        facts.path(name).forEach(number -> list.add(number.asDouble()));
        return list;
    }

    /// Everything in the file, by Python's names.
    public Map<String, FloatTensor> tensors() {
        return file.tensors();
    }

    public float[] numbers(String name) {
        return tensor(name).numbers();
    }

    private int[] ints(String name) {
        float[] numbers = numbers(name);
        int[] ints = new int[numbers.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = Math.round(numbers[i]);
        }
        return ints;
    }

    private FloatTensor tensor(String name) {
        return Objects.requireNonNull(file.tensors().get(name), name);
    }
}

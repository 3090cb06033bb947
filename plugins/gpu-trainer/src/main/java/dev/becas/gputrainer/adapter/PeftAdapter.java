package dev.becas.gputrainer.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.becas.gputrainer.model.AdapterSite;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.model.RotaryRows;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.safetensors.TensorFile;
import dev.becas.gputrainer.safetensors.TensorFile.FloatTensor;
import dev.becas.gputrainer.train.LoraSettings;
import dev.becas.gputrainer.train.LoraWeights;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An adapter as Python's PEFT reads and writes it: a folder with `adapter_config.json` and
/// `adapter_model.safetensors`. Rows of q and k lie in Hugging Face's order there ([RotaryRows]).
public final class PeftAdapter {
    private static final String CONFIG = "adapter_config.json";
    private static final String TENSORS = "adapter_model.safetensors";
    /// What PEFT itself writes has about 2,000 bytes.
    private static final int CONFIG_BYTES_MAX = 1 << 16;
    /// Variants of LoRA that compute something else; each must be false, null or empty.
    private static final List<String> MUST_BE_OFF =
            List.of("use_rslora", "use_dora", "fan_in_fan_out", "rank_pattern", "alpha_pattern", "modules_to_save");

    private PeftAdapter() {}

    /// Writes an adapter into a folder, the tensors last: a folder that has them is whole.
    ///
    /// @param baseName how Python finds the base
    public static void write(
            LoraWeights adapter, ModelConfig config, String baseName, Provenance provenance, Path folder)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(CONFIG), Json.pretty(configuration(adapter.settings(), baseName)));
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        names(adapter).forEach((ours, theirs) -> {
            var tensor = adapter.weights().tensor(ours);
            float[] numbers = Torch.toFloats(tensor);
            tensors.put(
                    theirs.name(),
                    new FloatTensor(
                            tensor.shape(),
                            theirs.ofOutputs() ? RotaryRows.toHuggingFace(config, theirs.kind(), numbers) : numbers));
        });
        Map<String, String> words = new LinkedHashMap<>(provenance.words());
        words.put("format", "pt");
        new TensorFile(tensors, words).write(folder.resolve(TENSORS));
    }

    private static ObjectNode configuration(LoraSettings settings, String baseName) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("peft_type", "LORA").put("task_type", "CAUSAL_LM").put("base_model_name_or_path", baseName);
        node.put("r", settings.rank())
                .put("lora_alpha", settings.alpha())
                .put("lora_dropout", settings.dropout())
                .put("bias", "none")
                .put("lora_bias", settings.bias())
                .put("inference_mode", true)
                .put("use_rslora", false)
                .put("fan_in_fan_out", false);
        settings.targets().stream()
                .map(ProjectionKind::peftTarget)
                .sorted()
                .forEach(node.putArray("target_modules")::add);
        return node;
    }

    /// Reads an adapter for a model of this shape. PEFT does not say which base it is of.
    ///
    /// @throws IOException one sentence, if it is none, computes otherwise, or does not fit
    public static LoraWeights read(Path folder, ModelConfig config) throws IOException {
        LoraSettings settings = settings(folder.resolve(CONFIG));
        TensorFile file = TensorFile.read(folder.resolve(TENSORS));
        LoraWeights adapter = LoraWeights.zeros(config, settings);
        try {
            Map<String, TheirName> names = names(adapter);
            check(
                    file.tensors().size() == names.size(),
                    TENSORS + ": count of tensors must be " + names.size() + " but was "
                            + file.tensors().size());
            for (Map.Entry<String, TheirName> name : names.entrySet()) {
                adapter.weights().set(name.getKey(), numbers(file, adapter, config, name.getKey(), name.getValue()));
            }
            return adapter;
        } catch (IOException | RuntimeException e) {
            adapter.close();
            throw e;
        }
    }

    private static float[] numbers(
            TensorFile file, LoraWeights adapter, ModelConfig config, String ours, TheirName theirs)
            throws IOException {
        FloatTensor tensor = file.tensors().get(theirs.name());
        if (tensor == null) {
            throw new IOException(TENSORS + ": there is no tensor " + theirs.name());
        }
        long[] shape = adapter.weights().tensor(ours).shape();
        check(
                Arrays.equals(shape, tensor.shape()),
                TENSORS + ": shape of " + theirs.name() + " must be " + Arrays.toString(shape) + " but was "
                        + Arrays.toString(tensor.shape()));
        return theirs.ofOutputs() ? RotaryRows.toGguf(config, theirs.kind(), tensor.numbers()) : tensor.numbers();
    }

    private static LoraSettings settings(Path path) throws IOException {
        long size = Files.size(path);
        check(size <= CONFIG_BYTES_MAX, CONFIG + " must have at most " + CONFIG_BYTES_MAX + " bytes but has " + size);
        JsonNode node = json(path);
        String kind = node.path("peft_type").asText();
        check(kind.equals("LORA"), CONFIG + ": peft_type must be LORA but was " + kind);
        for (String variant : MUST_BE_OFF) {
            JsonNode value = node.path(variant);
            boolean empty = value.isContainerNode() && value.isEmpty();
            boolean no = value.isBoolean() && !value.asBoolean();
            check(
                    value.isMissingNode() || value.isNull() || empty || no,
                    CONFIG + ": " + variant + " must be off but was " + value);
        }
        Set<ProjectionKind> targets = EnumSet.noneOf(ProjectionKind.class);
        for (JsonNode name : node.path("target_modules")) {
            targets.add(ProjectionKind.named(name.asText())
                    .orElseThrow(
                            () -> new IOException(CONFIG + ": target_modules must be of q_proj k_proj v_proj o_proj"
                                    + " gate_proj up_proj down_proj but one is " + name.asText())));
        }
        try {
            return new LoraSettings(
                    node.path("r").asInt(),
                    node.path("lora_alpha").asDouble(),
                    node.path("lora_dropout").asDouble(),
                    targets,
                    node.path("lora_bias").asBoolean());
        } catch (IllegalArgumentException e) {
            throw new IOException(CONFIG + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode json(Path path) throws IOException {
        try {
            JsonNode node = Json.MAPPER.readTree(Files.readAllBytes(path));
            check(node != null && node.isObject(), CONFIG + " must be a JSON object");
            return node;
        } catch (JsonProcessingException e) {
            throw new IOException(CONFIG + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void check(boolean holds, String sentence) throws IOException {
        if (!holds) {
            throw new IOException(sentence);
        }
    }

    /// Our names, in order, and how PEFT calls the same.
    private static Map<String, TheirName> names(LoraWeights adapter) {
        Map<String, TheirName> names = new LinkedHashMap<>();
        for (AdapterSite site : adapter.sites()) {
            String module = "base_model.model." + site.moduleName();
            names.put(LoraWeights.nameOfA(site), new TheirName(module + ".lora_A.weight", site.kind(), false));
            names.put(LoraWeights.nameOfB(site), new TheirName(module + ".lora_B.weight", site.kind(), true));
            if (adapter.settings().bias()) {
                names.put(LoraWeights.nameOfBias(site), new TheirName(module + ".lora_B.bias", site.kind(), true));
            }
        }
        return names;
    }

    /// @param ofOutputs whether its rows are the projection's outputs, whose order differs
    private record TheirName(String name, ProjectionKind kind, boolean ofOutputs) {}
}

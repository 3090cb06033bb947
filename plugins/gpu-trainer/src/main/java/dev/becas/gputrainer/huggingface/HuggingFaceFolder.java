package dev.becas.gputrainer.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.gguf.GgufWriter;
import dev.becas.gputrainer.gguf.MetadataOfConfig;
import dev.becas.gputrainer.gguf.Refusals;
import dev.becas.gputrainer.gguf.TensorData;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.safetensors.MappedTensors;
import dev.becas.gputrainer.safetensors.MappedTensors.Tensor;
import dev.becas.gputrainer.tokenizer.TokenizerJson;
import dev.becas.gputrainer.tokenizer.Tokenizers;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A model as Hugging Face keeps it: `config.json`, `tokenizer.json` and `*.safetensors`, in one file or in parts. Its
/// numbers stay as they are (F32, F16 or BF16; norms become F32), and rows of q and k come into GGUF's order, as
/// `convert_hf_to_gguf.py` of llama.cpp does it.
public final class HuggingFaceFolder {
    private static final String WEIGHTS = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final String TEMPLATE_FILE = "chat_template.jinja";
    private static final long JSON_BYTES_MAX = 64L << 20;
    private static final int DIGITS_SHOWN = 8;

    private static final Map<WeightType, Integer> FILE_TYPES = // llama_ftype of llama.cpp
            Map.of(WeightType.F32, 0, WeightType.F16, 1, WeightType.BF16, 32);

    private final Path folder;
    private final String name;
    private final Refusals refusals;

    private HuggingFaceFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.name = String.valueOf(this.folder.getFileName());
        this.refusals = new Refusals(name);
    }

    /// Whether a folder holds such a model.
    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(ConfigJson.FILE));
    }

    /// The model as a GGUF file among the fetched ones. It is written when it is first asked for, and again when a file
    /// of the folder has changed (by size or date).
    ///
    /// @throws IOException one sentence: the folder, the file, the field, the rule, the value
    public static Path inGguf(Path folder, Path models) throws IOException {
        HuggingFaceFolder model = new HuggingFaceFolder(folder);
        Path file = models.resolve(model.name + "-" + model.state().substring(0, DIGITS_SHOWN) + ".gguf");
        if (!Files.isRegularFile(file)) {
            Files.createDirectories(models);
            Path fresh = models.resolve(
                    file.getFileName() + "." + ProcessHandle.current().pid());
            try {
                model.convert(fresh);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
        return file;
    }

    /// Of all its files: name, size and date.
    private String state() throws IOException {
        StringBuilder state = new StringBuilder(folder.toString());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                state.append('\n')
                        .append(file.getFileName())
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis());
            }
        }
        return Ids.sha256Hex(state.toString());
    }

    /// Writes the model as GGUF and reads it again.
    void convert(Path to) throws IOException {
        JsonNode config = json(ConfigJson.FILE);
        JsonNode tokenizerConfig = Files.exists(folder.resolve(TokenizerJson.CONFIG_FILE))
                ? json(TokenizerJson.CONFIG_FILE)
                : Json.MAPPER.createObjectNode();
        try (MappedTensors weights = MappedTensors.open(parts())) {
            Map<String, Tensor> tensors = weights.tensors();
            ModelConfig model = new ConfigJson(refusals, config).read(tensors.containsKey(Weights.HEAD));
            List<TensorData> converted = new Weights(refusals, model, tensors).inGguf();
            WeightType type = converted.getFirst().info().type();
            GgufWriter writer = new GgufWriter();
            writer.put(GgufEntry.of("general.architecture", model.architecture().ggufName()));
            writer.put(GgufEntry.of("general.type", "model"));
            writer.put(GgufEntry.of("general.name", name));
            writer.put(GgufEntry.of("general.file_type", Objects.requireNonNull(FILE_TYPES.get(type))));
            MetadataOfConfig.entries(model).forEach(writer::put);
            MetadataOfConfig.headWidth(model).forEach(writer::put);
            TokenizerJson.entries(
                            refusals,
                            json(TokenizerJson.FILE),
                            tokenizerConfig,
                            model.vocabulary(),
                            eos(config.path("eos_token_id")))
                    .forEach(writer::put);
            writer.put(GgufEntry.of("tokenizer.chat_template", template(tokenizerConfig)));
            converted.forEach(writer::add);
            writer.write(to);
        }
        try (GgufModel written = GgufModel.open(to)) {
            Tokenizers.of(written);
        }
    }

    private static OptionalInt eos(JsonNode said) {
        JsonNode first = said.isArray() ? said.path(0) : said;
        return first.isInt() ? OptionalInt.of(first.intValue()) : OptionalInt.empty();
    }

    private String template(JsonNode tokenizerConfig) throws IOException {
        Path file = folder.resolve(TEMPLATE_FILE);
        if (Files.exists(file)) {
            return Files.readString(file);
        }
        JsonNode said = tokenizerConfig.path("chat_template");
        for (JsonNode named : said.isArray() ? said : Json.MAPPER.createArrayNode()) {
            if (named.path("name").asText().equals("default")) {
                return named.path("template").asText();
            }
        }
        if (!said.isTextual()) {
            throw refusals.refuse("there is no chat template, neither as " + TEMPLATE_FILE + " nor in "
                    + TokenizerJson.CONFIG_FILE + ": Becas trains models that were taught to answer");
        }
        return said.asText();
    }

    /// The files with the weights.
    private List<Path> parts() throws IOException {
        if (Files.exists(folder.resolve(INDEX))) {
            Set<String> names = new TreeSet<>();
            json(INDEX).path("weight_map").forEach(name -> names.add(name.asText()));
            List<Path> parts = new ArrayList<>();
            for (String name : names) {
                parts.add(inFolder(name));
            }
            return parts;
        }
        return List.of(inFolder(WEIGHTS));
    }

    private Path inFolder(String name) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            throw refusals.refuse("there is no file " + Refusals.shown(name));
        }
        return file;
    }

    private JsonNode json(String name) throws IOException {
        Path file = inFolder(name);
        if (Files.size(file) > JSON_BYTES_MAX) {
            throw refusals.refuse(name, "must have at most " + JSON_BYTES_MAX + " bytes", Files.size(file));
        }
        try {
            JsonNode json = Json.MAPPER.readTree(Files.readString(file));
            if (!json.isObject()) {
                throw refusals.refuse(name, "must be a JSON object", json.getNodeType());
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    refusals.refuse(name + " must be JSON but is not: " + e.getOriginalMessage())
                            .getMessage(),
                    e);
        }
    }
}

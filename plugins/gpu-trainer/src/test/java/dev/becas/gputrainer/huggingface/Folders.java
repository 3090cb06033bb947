package dev.becas.gputrainer.huggingface;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.becas.gputrainer.OracleCase;
import dev.becas.gputrainer.safetensors.TensorFile;
import dev.becas.gputrainer.safetensors.TensorFile.FloatTensor;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The tiny models that Python made, as folders of Hugging Face.
final class Folders {
    /// One token each; `he` and ` he` come out of two merges.
    private static final String LETTERS = "\u0120abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUV";

    private static final List<String> SPECIAL = List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");

    private Folders() {}

    /// Writes one, with its configuration as Python wrote it.
    static Path write(Path folder, OracleCase model) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("config.json"), model.configJson().toString());
        write(folder.resolve("tokenizer.json"), tokenizer().toString());
        write(folder.resolve("tokenizer_config.json"), tokenizerConfig().toString());
        new TensorFile(model.asInPython(), Map.of("format", "pt")).write(folder.resolve("model.safetensors"));
        return folder;
    }

    /// The same weights in two files and an index.
    static void split(Path folder, OracleCase model) throws IOException {
        Files.delete(folder.resolve("model.safetensors"));
        Map<String, Map<String, FloatTensor>> parts = new LinkedHashMap<>();
        ObjectNode index = Json.MAPPER.createObjectNode();
        ObjectNode places = index.putObject("weight_map");
        model.asInPython().forEach((name, tensor) -> {
            String part = "model-0000" + (1 + places.size() % 2) + "-of-00002.safetensors";
            parts.computeIfAbsent(part, fresh -> new LinkedHashMap<>()).put(name, tensor);
            places.put(name, part);
        });
        for (Map.Entry<String, Map<String, FloatTensor>> part : parts.entrySet()) {
            new TensorFile(part.getValue(), Map.of()).write(folder.resolve(part.getKey()));
        }
        write(folder.resolve("model.safetensors.index.json"), index.toString());
    }

    static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    static ObjectNode tokenizer() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode added = json.putArray("added_tokens");
        ObjectNode model = json.putObject("model").put("type", "BPE").put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (String token : SPECIAL) {
            added.addObject().put("id", vocabulary.size()).put("content", token).put("special", true);
            vocabulary.put(token, vocabulary.size());
        }
        LETTERS.chars().forEach(letter -> vocabulary.put(Character.toString(letter), vocabulary.size()));
        vocabulary.put("he", vocabulary.size());
        vocabulary.put("\u0120he", vocabulary.size());
        model.putArray("merges").add("h e").addArray().add("\u0120").add("he");
        ArrayNode steps =
                json.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        steps.addObject().put("type", "Digits").put("individual_digits", true);
        steps.addObject().put("type", "ByteLevel").put("add_prefix_space", false);
        json.putNull("normalizer");
        return json;
    }

    private static ObjectNode tokenizerConfig() throws IOException {
        try (InputStream template = Folders.class.getResourceAsStream("/dev/becas/gputrainer/chat/chatml.jinja")) {
            ObjectNode json = Json.MAPPER.createObjectNode().put("eos_token", "<|im_end|>");
            json.putObject("bos_token").put("content", "<|im_start|>");
            return json.put(
                    "chat_template",
                    new String(Objects.requireNonNull(template).readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

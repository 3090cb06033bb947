package dev.becas.finetuning.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How an example is written for others.
public enum ExportFormat {
    /// The frozen line, byte for byte; one file, the part stands in each line's metadata.
    NATIVE,
    /// `messages` of system, user and assistant.
    CHAT,
    /// `instruction, input, output`.
    INSTRUCTION,
    /// `text, label`.
    CLASSIFICATION,
    /// `system, input` and an `output` object whose first field is the label; the manifest has its JSON schema.
    STRUCTURED,
    /// `prompt, chosen, rejected`, each a list of messages; only of corrected decisions.
    PREFERENCE,
    /// What OpenAI's fine-tuning takes: `messages` and nothing else.
    OPENAI;

    /// The format of this name.
    ///
    /// @throws IllegalArgumentException naming it and those there are
    public static ExportFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no export format '" + name + "'; formats are " + String.join(", ", names())));
    }

    /// All names.
    public static List<String> names() {
        return Arrays.stream(values()).map(ExportFormat::wireName).toList();
    }

    /// Its name in commands and manifests: `chat`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The example in this format; empty when it has no such form.
    Optional<String> line(FrozenLine example) {
        return switch (this) {
            case NATIVE -> Optional.of(example.raw());
            case CHAT -> graded(example, json -> json.set("messages", conversation(example)));
            case INSTRUCTION ->
                graded(
                        example,
                        json -> json.put("instruction", example.system())
                                .put("input", example.input())
                                .put("output", example.answer()));
            case CLASSIFICATION ->
                graded(example, json -> json.put("text", example.input()).put("label", example.label()));
            case STRUCTURED ->
                graded(
                        example,
                        json -> json.put("system", example.system())
                                .put("input", example.input())
                                .set("output", example.structured()));
            case PREFERENCE ->
                example.rejected()
                        .flatMap(rejected -> graded(example, json -> {
                            json.set("prompt", prompt(example));
                            json.set("chosen", array(message("assistant", example.answer())));
                            json.set("rejected", array(message("assistant", rejected)));
                        }));
            case OPENAI -> {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                json.set("messages", conversation(example));
                yield Optional.of(json.toString());
            }
        };
    }

    private interface Fields {
        void into(ObjectNode json);
    }

    private static Optional<String> graded(FrozenLine example, Fields fields) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", example.id());
        fields.into(json);
        return Optional.of(json.put("quality", example.quality()).toString());
    }

    private static ArrayNode prompt(FrozenLine example) {
        return array(message("system", example.system()), message("user", example.input()));
    }

    private static ArrayNode conversation(FrozenLine example) {
        return prompt(example).add(message("assistant", example.answer()));
    }

    private static ArrayNode array(ObjectNode... messages) {
        return JsonNodeFactory.instance.arrayNode().addAll(List.of(messages));
    }

    private static ObjectNode message(String role, String content) {
        return JsonNodeFactory.instance.objectNode().put("role", role).put("content", content);
    }
}

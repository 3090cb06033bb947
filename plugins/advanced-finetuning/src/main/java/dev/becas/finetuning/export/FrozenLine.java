package dev.becas.finetuning.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.util.Optional;

/// A line of a frozen dataset, as far as formats need it.
///
/// @param raw      as it stands in the file
/// @param answer   what should have been said, without the space that a raw prompt wants before it
/// @param reason   what follows the label, if anything
/// @param rejected what the AI had said where a person corrected it
record FrozenLine(
        String raw,
        String id,
        String system,
        String input,
        String answer,
        String label,
        Optional<String> reason,
        Optional<String> rejected,
        String quality,
        boolean isEval) {
    private static final String BECAUSE = " because ";

    /// Reads a line.
    ///
    /// @throws IOException naming `where` and what is wrong
    static FrozenLine read(String raw, String where) throws IOException {
        try {
            JsonNode json = Json.MAPPER.readTree(raw);
            JsonNode metadata = json.path("metadata");
            String label = text(metadata, "label", where);
            String answer = text(json, "output", where).strip();
            String before = label + BECAUSE;
            return new FrozenLine(
                    raw,
                    text(json, "id", where),
                    text(json, "system", where),
                    text(json, "input", where),
                    answer,
                    label,
                    answer.startsWith(before) ? Optional.of(answer.substring(before.length())) : Optional.empty(),
                    Optional.ofNullable(metadata.path("rejected").asText(null)).map(String::strip),
                    text(json, "quality", where),
                    text(metadata, "split", where).equals("eval"));
        } catch (JsonProcessingException e) {
            throw new IOException(where + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// The answer as an object whose first field is the label; an answer that is one already stays as it is.
    JsonNode structured() {
        if (answer.startsWith("{")) {
            return Json.read(answer, JsonNode.class);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("label", label);
        reason.ifPresent(words -> json.put("reason", words));
        return json;
    }

    private static String text(JsonNode json, String name, String where) throws IOException {
        if (!json.path(name).isTextual()) {
            throw new IOException(where + ": " + name + " must be a text but was "
                    + (json.path(name).isMissingNode() ? "missing" : json.path(name)));
        }
        return json.path(name).asText();
    }
}

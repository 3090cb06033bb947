package dev.becas.kernel.prompt;

import dev.becas.kernel.id.Ids;
import java.util.List;

/// A prompt as every runtime and trainer gets it.
///
/// @param category what is asked
/// @param system the category's instruction
/// @param fields the labelled lines of the input, in order
/// @param input the lines as one text
/// @param digest SHA-256 of system and input: two prompts with one digest are the same prompt
public record RenderedPrompt(String category, String system, List<PromptField> fields, String input, String digest) {
    public RenderedPrompt {
        fields = List.copyOf(fields);
    }

    static RenderedPrompt of(String category, String system, List<PromptField> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach(field -> append(text, field));
        String input = text.toString();
        return new RenderedPrompt(category, system, fields, input, Ids.sha256Hex(hashed(system, input)));
    }

    /// Writes one more line.
    static void append(StringBuilder text, PromptField field) {
        text.append(text.isEmpty() ? "" : "\n")
                .append(field.name())
                .append(": ")
                .append(field.value());
    }

    /// What is hashed of a prompt.
    static String hashed(String system, String input) {
        return system + "\u0000" + input;
    }
}

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
        StringBuilder text = new StringBuilder(system).append('\u0000');
        for (int i = 0; i < fields.size(); i++) {
            text.append(i == 0 ? "" : "\n")
                    .append(fields.get(i).name())
                    .append(": ")
                    .append(fields.get(i).value());
        }
        String input = text.substring(system.length() + 1);
        return new RenderedPrompt(category, system, fields, input, Ids.sha256Hex(text.toString()));
    }
}

package dev.becas.gputrainer.chat;

import dev.becas.gputrainer.gguf.GgufMetadata;
import dev.becas.kernel.id.Ids;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Finds out which template a model carries. A template is known by its whole form; what merely resembles a known one
/// is refused, because a prompt that is nearly right trains and scores a little wrong, and nobody sees it.
public final class ChatTemplates {
    private static final String KEY = "tokenizer.chat_template";
    /// Longer than any template; what is longer is not looked at.
    private static final int TEMPLATE_LENGTH_MAX = 1 << 15;

    private static final int DIGITS_SHOWN = 16;

    /// How a template that is not rendered is called, by a mark that its family has; the first that is found.
    private static final Map<String, String> MARKS = marks();

    private ChatTemplates() {}

    private static Map<String, String> marks() {
        Map<String, String> marks = new LinkedHashMap<>();
        marks.put("[INST]", "Mistral's, or one like it,");
        marks.put("<start_of_turn>", "Gemma's, or one like it,");
        marks.put("<|start|>", "gpt-oss's, or one like it,");
        marks.put("<|START_OF_TURN_TOKEN|>", "Command R's, or one like it,");
        marks.put("<｜User｜>", "DeepSeek's, or one like it,");
        marks.put("<|start_header_id|>", "Llama 3's with changes,");
        marks.put("<|im_start|>", "ChatML with changes,");
        marks.put("<|user|>", "Phi's, or one like it,");
        return Collections.unmodifiableMap(marks);
    }

    /// The template of a model.
    ///
    /// @throws IOException one sentence, if there is none or none that Becas renders exactly
    public static ChatTemplate of(GgufMetadata metadata) throws IOException {
        String template = metadata.required(KEY, metadata.text(KEY));
        return find(template)
                .orElseThrow(() -> metadata.refusals()
                        .refuse(
                                KEY,
                                "must be a ChatML, Llama 3 or Qwen3 template that Becas renders exactly",
                                kind(template) + " of sha256 "
                                        + Ids.sha256Hex(template).substring(0, DIGITS_SHOWN)));
    }

    /// The template of this text, if Becas renders it exactly.
    public static Optional<ChatTemplate> find(String template) {
        return template.length() > TEMPLATE_LENGTH_MAX ? Optional.empty() : TemplateForms.find(template);
    }

    private static String kind(String template) {
        return MARKS.entrySet().stream()
                .filter(mark -> template.contains(mark.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("unknown to Becas,");
    }
}

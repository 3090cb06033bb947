package dev.becas.gputrainer.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.Metadata;
import dev.becas.gputrainer.tokenizer.TextSpan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Beside transformers' own rendering (`chats.py`) of the same templates and conversations.
class ChatTemplatesTest {
    private static final int RENDERINGS = 51;

    @ParameterizedTest
    @CsvSource({
        "chatml,chatml",
        "chatml-with-instruction,chatml",
        "llama3,llama3",
        "llama3-dated,llama3-dated",
        "qwen3,qwen3"
    })
    void eachConversationBecomesWhatTransformersMakesOfIt(String file, String name) throws Exception {
        ChatTemplate template = of(resource(file + ".jinja"));
        assertEquals(name, template.name());
        int count = RenderedChats.each(resource("rendered.jsonl").lines().toList(), file, (chat, expected) -> {
            ChatText text = template.render(chat.messages(), chat.options());
            assertEquals(expected, text.text(), chat::toString);
            assertSpansHoldOnlyWhatWasSaid(text, chat.messages());
        });
        assertEquals(RENDERINGS, count);
    }

    private static void assertSpansHoldOnlyWhatWasSaid(ChatText text, List<ChatMessage> messages) {
        for (TextSpan span : text.contents()) {
            String said = text.text().substring(span.start(), span.end());
            assertTrue(messages.stream().anyMatch(message -> message.content().contains(said)), said);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chatml", "chatml-with-instruction", "llama3", "llama3-dated", "qwen3"})
    void aTemplateThatOnlyResemblesAKnownOneIsRefused(String file) throws IOException {
        String template = resource(file + ".jinja");
        assertTrue(ChatTemplates.find(template).isPresent());
        for (String other : List.of(
                template.replaceFirst("user|role'", "human"),
                template.replace("assistant", "helper"),
                template + "{{ 'more' }}",
                "{{ 'more' }}" + template,
                template.replace("<|", "<||"))) {
            assertTrue(ChatTemplates.find(other).isEmpty(), other);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "[INST] {{ messages }} [/INST],Mistral",
        "<start_of_turn>user {{ messages }},Gemma",
        "<|start|>system<|message|>{{ messages }},gpt-oss",
        "<|im_start|>{{ messages }} and more,ChatML",
        "<|start_header_id|>{{ messages }} and more,Llama 3",
        "{{ messages }},unknown"
    })
    void aTemplateThatIsNotRenderedIsRefusedByName(String template, String named) {
        IOException refused = assertThrows(IOException.class, () -> of(template));
        String sentence = String.valueOf(refused.getMessage());
        assertTrue(sentence.startsWith("metadata: tokenizer.chat_template must be "), sentence);
        assertTrue(sentence.contains(" but was " + named), sentence);
    }

    @Test
    void aModelWithoutATemplateIsRefused() {
        IOException refused =
                assertThrows(IOException.class, () -> ChatTemplates.of(Metadata.of(List.of(GgufEntry.of("a", "b")))));
        assertTrue(String.valueOf(refused.getMessage()).contains("tokenizer.chat_template"), refused.getMessage());
    }

    @Test
    void aHugeTemplateIsNotLookedAt() throws IOException {
        String template = resource("qwen3.jinja");
        String huge = template.replace("{{- \"\" }}", "{{- \"" + "a".repeat(40_000) + "\" }}");
        assertTrue(ChatTemplates.find(huge).isEmpty());
    }

    @Test
    void messagesAreNeededToRender() throws IOException {
        ChatTemplate template = of(resource("chatml.jinja"));
        assertThrows(IllegalArgumentException.class, () -> template.render(List.of(), ChatOptions.QUESTION));
    }

    private static ChatTemplate of(String template) throws IOException {
        return ChatTemplates.of(Metadata.of(List.of(GgufEntry.of("tokenizer.chat_template", template))));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ChatTemplatesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

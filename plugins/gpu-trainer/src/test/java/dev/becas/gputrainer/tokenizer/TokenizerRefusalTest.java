package dev.becas.gputrainer.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.Metadata;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenizerRefusalTest {
    private static final String TOKENS = "tokenizer.ggml.tokens";

    @Test
    void refusesOtherTokenizersByName() {
        refused(
                "tokenizer.ggml.model must be gpt2 or llama but was bert",
                GgufEntry.of("tokenizer.ggml.model", "bert"));
        refused(
                "tokenizer.ggml.pre must be one of llama-bpe, qwen2, smollm, default but was tekken",
                GgufEntry.of("tokenizer.ggml.pre", "tekken"));
    }

    @Test
    void refusesATokenThatIsThereTwice() {
        refused("the token a is there twice, as 0 and as 2", GgufEntry.ofTexts(TOKENS, List.of("a", "b", "a")));
        refused("there is no token in tokenizer.ggml.tokens", GgufEntry.ofTexts(TOKENS, List.of()));
    }

    @Test
    void refusesMergesThatMakeNoToken() {
        String key = "tokenizer.ggml.merges";
        refused(
                "tokenizer.ggml.merges[0] must be of tokens of the vocabulary and make one but was ba",
                GgufEntry.ofTexts(key, List.of("b a")));
        refused(
                "tokenizer.ggml.merges[1] must be two tokens with a space between but was ab",
                GgufEntry.ofTexts(key, List.of("a b", "ab")));
    }

    @Test
    void refusesNumbersOutOfTheVocabulary() {
        refused(
                "tokenizer.ggml.eos_token_id must be in [0, 2] but was 3",
                GgufEntry.of("tokenizer.ggml.eos_token_id", 3));
        refused(
                "length of tokenizer.ggml.token_type must be 3, one a token, but was 2",
                GgufEntry.ofIntegers("tokenizer.ggml.token_type", List.of(1, 1)));
        refused(
                "tokenizer.ggml.token_type[1] must be in [0, 6] but was 9.0",
                GgufEntry.ofIntegers("tokenizer.ggml.token_type", List.of(1, 9, 1)));
    }

    @Test
    void refusesScoresThatAreNone() {
        GgufEntry llama = GgufEntry.of("tokenizer.ggml.model", "llama");
        refused("there is no metadata entry tokenizer.ggml.scores", llama);
        refused(
                "length of tokenizer.ggml.scores must be 3, one a token, but was 1",
                llama,
                GgufEntry.ofFloats("tokenizer.ggml.scores", List.of(0f)));
        refused(
                "tokenizer.ggml.scores[1] must be finite but was NaN",
                llama,
                GgufEntry.ofFloats("tokenizer.ggml.scores", List.of(0f, Float.NaN, 0f)));
    }

    @Test
    void refusesATextThatIsTooLong() throws IOException {
        Tokenizer tokenizer = Tokenizers.of(Metadata.of(entries().values()));
        String text = "a".repeat(Tokenizer.TEXT_LENGTH_MAX + 1);
        assertThrows(IllegalArgumentException.class, () -> tokenizer.encode(text));
        assertThrows(IllegalArgumentException.class, () -> tokenizer.bytes(3));
    }

    private static Map<String, GgufEntry> entries() {
        Map<String, GgufEntry> entries = new LinkedHashMap<>();
        for (GgufEntry entry : List.of(
                GgufEntry.of("tokenizer.ggml.model", "gpt2"),
                GgufEntry.ofTexts(TOKENS, List.of("a", "b", "ab")),
                GgufEntry.ofTexts("tokenizer.ggml.merges", List.of("a b")))) {
            entries.put(entry.key(), entry);
        }
        return entries;
    }

    private static void refused(String sentence, GgufEntry... changes) {
        Map<String, GgufEntry> entries = entries();
        for (GgufEntry change : changes) {
            entries.put(change.key(), change);
        }
        IOException refusal = assertThrows(IOException.class, () -> Tokenizers.of(Metadata.of(entries.values())));
        assertEquals("metadata: " + sentence, refusal.getMessage());
    }
}

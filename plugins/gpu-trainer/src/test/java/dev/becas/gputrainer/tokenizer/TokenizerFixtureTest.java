package dev.becas.gputrainer.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Ids of texts of our own words, as Python's `tokenizers` and `sentencepiece` make them with a vocabulary of 700
/// tokens (`tokens.py own` and `tokens.py spm`).
class TokenizerFixtureTest {
    static List<String> words() throws IOException {
        return Outside.texts(Outside.JSON.readTree(resource("own-words.json")));
    }

    static List<JsonNode> rows(String name) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : resource(name).lines().toList()) {
            rows.add(Outside.JSON.readTree(line));
        }
        return rows;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TokenizerFixtureTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(PreTokenizer.class)
    void byteLevelIdsAreThoseOfPython(PreTokenizer pre) throws IOException {
        List<JsonNode> rows = rows("byte-level.jsonl");
        Tokenizer tokenizer = Outside.byteLevel(rows.getFirst(), pre.ggufName());
        List<String> words = words();
        int first = 1;
        while (!rows.get(first).path("pre").asText().equals(pre.ggufName())) {
            first++;
        }
        for (int i = 0; i < words.size(); i++) {
            JsonNode row = rows.get(first + 1 + i);
            String text = words.get(i);
            assertArrayEquals(Outside.ids(row.get("text")), tokenizer.encode(text), text);
            assertArrayEquals(Outside.ids(row.get("prompt")), tokenizer.encodePrompt(text), text);
        }
    }

    @Test
    void sentencePieceIdsAreThoseOfPython() throws IOException {
        List<JsonNode> rows = rows("sentence-piece.jsonl");
        Tokenizer tokenizer = Outside.sentencePiece(rows.getFirst());
        List<String> words = words();
        for (int i = 0; i < words.size(); i++) {
            assertArrayEquals(Outside.ids(rows.get(1 + i).get("text")), tokenizer.encode(words.get(i)), words.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(PreTokenizer.class)
    void whatIsEncodedIsDecoded(PreTokenizer pre) throws IOException {
        Tokenizer tokenizer = Outside.byteLevel(rows("byte-level.jsonl").getFirst(), pre.ggufName());
        for (String text : words()) {
            String expected = pre == PreTokenizer.QWEN2 ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
            assertEquals(expected, tokenizer.decode(tokenizer.encode(text)));
            assertEquals(expected, tokenizer.decode(tokenizer.encodePrompt(text)));
            assertEquals(expected, streamed(tokenizer, tokenizer.encode(text)));
        }
    }

    @Test
    void sentencePiecesAreDecodedWithTheirBytes() throws IOException {
        Tokenizer tokenizer = Outside.sentencePiece(rows("sentence-piece.jsonl").getFirst());
        for (String text : words()) {
            assertEquals(text, tokenizer.decode(tokenizer.encode(text)));
            assertEquals(text, streamed(tokenizer, tokenizer.encode(text)));
        }
    }

    @Test
    void aStreamNeverGivesHalfACharacter() throws IOException {
        Tokenizer tokenizer = Outside.byteLevel(rows("byte-level.jsonl").getFirst(), "smollm");
        int[] ids = tokenizer.encode("👍🏽");
        StreamingDecoder decoder = tokenizer.stream();
        List<String> parts = new ArrayList<>();
        for (int id : ids) {
            parts.add(decoder.next(id));
        }
        assertTrue(ids.length > 2, "the character is spread over tokens");
        assertEquals("👍🏽", String.join("", parts));
        assertTrue(parts.stream().noneMatch(part -> part.contains("\uFFFD")), parts.toString());
        decoder.next(ids[0]);
        assertEquals("\uFFFD", decoder.finish());
    }

    @Test
    void whatAnybodyTypesIsNeverAControlToken() throws IOException {
        Tokenizer tokenizer = Outside.byteLevel(rows("byte-level.jsonl").getFirst(), "smollm");
        int end = tokenizer.idOf("<|im_end|>").orElseThrow();
        for (int id : tokenizer.encode("hello<|im_end|>")) {
            assertTrue(id != end);
        }
        int[] prompt = tokenizer.encodePrompt("hello<|im_end|>");
        assertEquals(end, prompt[prompt.length - 1]);
        assertTrue(tokenizer.stops().contains(end));
    }

    @Test
    void whatAMessageSaysInAPromptIsNeverAControlToken() throws IOException {
        Tokenizer tokenizer = Outside.byteLevel(rows("byte-level.jsonl").getFirst(), "smollm");
        int end = tokenizer.idOf("<|im_end|>").orElseThrow();
        String prompt = "hello<|im_end|><|im_end|>again<|im_end|>";
        List<TextSpan> contents = List.of(new TextSpan(0, 15), new TextSpan(25, 25), new TextSpan(25, 30));
        int[] ids = tokenizer.encodePrompt(prompt, contents);
        assertEquals(2, Arrays.stream(ids).filter(id -> id == end).count());
        assertEquals(
                3,
                Arrays.stream(tokenizer.encodePrompt(prompt))
                        .filter(id -> id == end)
                        .count());
        assertEquals(prompt, tokenizer.decode(ids));
    }

    @Test
    void aBosComesFirstOnce() throws IOException {
        Tokenizer tokenizer = Outside.sentencePiece(rows("sentence-piece.jsonl").getFirst());
        assertEquals(1, tokenizer.encodePrompt("hello")[0]);
        int[] written = tokenizer.encodePrompt("<s>hello");
        assertEquals(1, written[0]);
        assertTrue(written[1] != 1);
        assertTrue(tokenizer.encode("hello")[0] != 1);
    }

    @Test
    void aWordOfAMillionLettersIsNoTrouble() throws IOException {
        Tokenizer tokenizer = Outside.byteLevel(rows("byte-level.jsonl").getFirst(), "llama-bpe");
        String text = "ab".repeat(500_000);
        assertEquals(text, tokenizer.decode(tokenizer.encode(text)));
    }

    private static String streamed(Tokenizer tokenizer, int[] ids) {
        StreamingDecoder decoder = tokenizer.stream();
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(decoder.next(id));
        }
        return text.append(decoder.finish()).toString();
    }
}

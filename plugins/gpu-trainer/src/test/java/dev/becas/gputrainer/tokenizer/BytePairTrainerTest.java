package dev.becas.gputrainer.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.GgufWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePairTrainerTest {
    private static final List<String> CONTROLS = List.of("<|end|>", "<|begin|>");
    private static final int BYTES = 256;

    @TempDir
    Path folder;

    @Test
    void thePairThatStandsTogetherMostOftenBecomesATokenFirst() {
        BytePairs learned = learn(Map.of("low low low low lower lower", 1L), List.of(), 1_000);
        // `l o` and `o w` are equally frequent: the byte of the smaller id goes first.
        assertEquals(List.of("l o", "lo w", "Ġ low"), learned.merges().subList(0, 3));
        assertEquals(CONTROLS, learned.tokens().subList(0, 2));
        assertEquals(List.of("lo", "low", "Ġlow"), learned.tokens().subList(2 + BYTES, 2 + BYTES + 3));
    }

    @Test
    void whatStandsTogetherOnceOrTwiceIsNoToken() {
        assertEquals(
                2 + BYTES, learn(Map.of("ab ab", 1L), List.of(), 1_000).tokens().size());
    }

    @Test
    void theSizeIsKept() {
        BytePairs learned = learn(Map.of("one two three one two three", 10L), List.of(), 2 + BYTES + 5);
        assertEquals(2 + BYTES + 5, learned.tokens().size());
        assertEquals(5, learned.merges().size());
    }

    @Test
    void aWholeWordIsOneTokenWithAndWithoutASpace() throws IOException {
        Tokenizer tokenizer =
                tokenizer(learn(Map.of("harassed by a hare", 5L), List.of("hate", "harassment", "harm"), 400));
        for (String word : List.of("hate", "harassment", "harm", " hate", " harassment", " harm")) {
            assertEquals(1, tokenizer.encode(word).length, word);
        }
    }

    @Test
    void anyTextComesBackAsItWas() throws IOException {
        Map<String, Long> texts = new LinkedHashMap<>();
        texts.put("the boss dropped a ring, grab it before monday", 7L);
        texts.put("жжж 😀😀😀 12 cats", 9L);
        Tokenizer tokenizer = tokenizer(learn(texts, List.of("ok"), 320));
        for (String text : List.of("the ring of monday", "жж 😀 x\u200by 2026 \n\t end", "", "  ok ", "<|end|>")) {
            assertEquals(text, tokenizer.decode(tokenizer.encode(text)));
        }
        assertTrue(tokenizer.encode("the boss dropped a ring").length < 23, "and it is shorter than its bytes");
    }

    @Test
    void theSameTextsGiveTheSameVocabulary() {
        Map<String, Long> texts = Map.of("a banana and a bandana", 3L, "an ant and an aunt", 3L);
        assertEquals(learn(texts, List.of("ok"), 300), learn(new LinkedHashMap<>(texts), List.of("ok"), 300));
    }

    private static BytePairs learn(Map<String, Long> texts, List<String> whole, int size) {
        return BytePairTrainer.learn(texts, whole, CONTROLS, size);
    }

    private Tokenizer tokenizer(BytePairs learned) throws IOException {
        GgufWriter writer = new GgufWriter();
        learned.entries().forEach(writer::put);
        Path path = folder.resolve("vocabulary.gguf");
        writer.write(path);
        try (GgufFile file = GgufFile.open(path)) {
            return Tokenizers.of(file.metadata());
        }
    }
}

package dev.becas.gputrainer.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.gputrainer.chat.ChatTemplates;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.tokenizer.Tokenizer;
import dev.becas.gputrainer.tokenizer.Tokenizers;
import dev.becas.gputrainer.train.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowTokensTest {
    @TempDir
    Path folder;

    private GgufModel model;
    private Tokenizer tokenizer;
    private RowTokens tokens;

    @BeforeEach
    void open() throws IOException {
        model = GgufModel.open(TinyModels.writeChat(folder.resolve("chat.gguf")));
        tokenizer = Tokenizers.of(model);
        tokens = new RowTokens(tokenizer, ChatTemplates.of(model.file().metadata()), 100);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void onlyTheAnswerAndItsEndAreLearned() throws Exception {
        Example example = tokens.example(new DataRow("here", "judge", "win <|im_end|> now", "scam", "scam"));
        int[] ids = example.ids();
        assertEquals(
                "<|im_start|>system\njudge<|im_end|>\n<|im_start|>user\nwin <|im_end|> now<|im_end|>\n<|im_start|>assistant\n",
                tokenizer.decode(Arrays.copyOf(ids, example.answerFrom())));
        assertEquals("scam<|im_end|>", tokenizer.decode(Arrays.copyOfRange(ids, example.answerFrom(), ids.length)));
        long ends = Arrays.stream(ids).filter(id -> id == 1).count();
        assertEquals(3, ends, "what a message says ends no turn");
    }

    @Test
    void aLabelWithReasonsCountsAsMuchAsAllTheRestOfItsAnswer() throws Exception {
        DataRow row = new DataRow("here", null, "win", "Label: scam as it asks for money", "scam");
        float[] weights = tokens.example(row).weights(); // a letter is a token
        float[] label = Arrays.copyOfRange(weights, "Label:".length(), "Label: scam".length());
        double all = sum(weights);
        assertEquals(weights.length, all, 1e-4);
        assertEquals(all / 2, sum(label), 1e-4);
        for (float weight : label) {
            assertEquals(label[0], weight);
        }
        for (String alone : List.of("scam", "Label: scam")) {
            for (float weight : tokens.example(new DataRow("here", null, "win", alone, "scam"))
                    .weights()) {
                assertEquals(1, weight);
            }
        }
    }

    @Test
    void aRowOfHalfWeightCountsHalfInAllItsTokens() throws Exception {
        for (String answer : List.of("scam", "scam as it asks for money")) {
            float[] whole = tokens.example(new DataRow("here", null, "win", answer, "scam", 1))
                    .weights();
            float[] half = tokens.example(new DataRow("here", null, "win", answer, "scam", 0.5))
                    .weights();
            for (int i = 0; i < whole.length; i++) {
                assertEquals(whole[i] / 2, half[i]);
            }
        }
    }

    private static double sum(float... numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        return sum;
    }

    @Test
    void aRowThatIsTooLongIsRefusedByItsPlace() {
        DataRow row = new DataRow("rows.jsonl, line 7", null, "a".repeat(90), "scam", "scam");
        IOException refused = assertThrows(IOException.class, () -> tokens.example(row));
        assertEquals("rows.jsonl, line 7: must have at most 100 tokens but has 114", refused.getMessage());
    }

    @Test
    void aRowWithoutAnAnswerTeachesNothing() {
        DataRow row = new DataRow("rows.jsonl, line 7", null, "a", null, "scam");
        IOException refused = assertThrows(IOException.class, () -> tokens.example(row));
        assertEquals("rows.jsonl, line 7: output must be a text but was missing", refused.getMessage());
    }
}

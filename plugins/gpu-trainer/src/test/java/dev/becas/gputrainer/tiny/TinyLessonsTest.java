package dev.becas.gputrainer.tiny;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.command.Base;
import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.tokenizer.Tokenizer;
import dev.becas.gputrainer.tokenizer.Tokenizers;
import dev.becas.gputrainer.train.Example;
import dev.becas.kernel.prompt.PromptField;
import dev.becas.kernel.prompt.Prompts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TinyLessonsTest {
    private static final List<String> LABELS = List.of("ok", "threat", "spam");

    @Test
    void eachConversationIsInOneLessonAndAnswersAreLearnedWhole() throws Exception {
        List<TinyText.Row> rows = new ArrayList<>();
        for (int i = 0; i < 5 * 12; i++) {
            List<PromptField> fields =
                    List.of(new PromptField("rule", "No spam."), new PromptField("message", "it is number " + i));
            rows.add(new TinyText.Row("violation_detection", LABELS.get(i % 3), "stock", fields));
        }
        try (Base base = Base.open("../../datasets/src/main/tiny-base/tiny.gguf")) {
            Tokenizer tokenizer = Tokenizers.of(base.model());
            TinyLessons lessons = new TinyLessons(base, rows);
            assertEquals(2, lessons.reading().size());
            assertEquals(5, lessons.answering().size(), "four rows are left over");

            Example read = lessons.reading().getFirst();
            assertEquals(read.ids().length - 1, read.learned().length, "all but the first token");
            assertTrue(tokenizer.decode(read.ids()).contains("Answer with one of: ok, hate,"));

            Example answered = lessons.answering().getFirst();
            int[] learned = Arrays.stream(answered.learned())
                    .map(place -> answered.ids()[place])
                    .toArray();
            assertEquals(32, learned.length, "eight labels in one token each, with two before and the end");
            assertTrue(
                    tokenizer.decode(learned).matches("(Label: (ok|threat|spam)<\\|im_end\\|>){8}"),
                    tokenizer.decode(learned));
            TinyText.Row first = rows.get(8); // of the second conversation
            int[] asked = base.tokens()
                    .prompt(new DataRow("row", Prompts.system(first.category()), first.input(), null, null));
            assertArrayEquals(asked, Arrays.copyOf(answered.ids(), asked.length), "as users ask it");
        }
    }
}

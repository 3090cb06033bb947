package dev.becas.bot.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Category SCAM = Categories.named(Categories.SCAM);
    private static final int CLEAR = SCAM.labelNames().indexOf(SCAM.clearLabel());
    private static final int SOCIAL = SCAM.labelNames().indexOf("social");

    @Test
    void aModelThatFindsMoreIsBetter() {
        Verdict verdict = Verdict.of(scores(20, 90), "messages", true);
        assertEquals("better", verdict.outcome());
        assertTrue(
                verdict.sentence()
                        .startsWith("Scam detection: the tuned model beats the one before it on 200 messages: "),
                verdict.sentence());
    }

    @Test
    void aModelThatFindsLessIsWorseAndThatIsSaid() {
        Verdict verdict = Verdict.of(scores(90, 20), "messages", false);
        assertEquals("worse", verdict.outcome());
        assertTrue(
                verdict.sentence().contains("the tuned model (never promoted) is worse than the one before it"),
                verdict.sentence());
    }

    @Test
    void aModelThatAnswersAsTheOtherDoesIsNotShownToBeBetter() {
        assertEquals("not_shown", Verdict.of(scores(50, 50), "messages", true).outcome());
    }

    @Test
    void whereNothingWasTrainedTheReasonIsSaid() {
        Verdict verdict = Verdict.none(Categories.SCAM, "there were too few examples.");
        assertEquals(
                "Scam detection: there is no tuned model to compare, because there were too few examples.",
                verdict.sentence());
    }

    /// 100 offences, of which so many are found before and after, and 100 harmless messages.
    private static Scores scores(int foundBefore, int foundAfter) {
        List<Scores.Row> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(new Scores.Row(SOCIAL, i < foundBefore ? SOCIAL : CLEAR, i < foundAfter ? SOCIAL : CLEAR));
            rows.add(new Scores.Row(CLEAR, CLEAR, CLEAR));
        }
        return Scores.of(SCAM, "v0", "v1", rows);
    }
}

package dev.becas.linear.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.linear.feature.FeatureBlock;
import dev.becas.linear.feature.FeatureExtractor;
import dev.becas.linear.feature.FeatureRow;
import dev.becas.linear.fit.LabelledRow;
import dev.becas.linear.model.LinearModel;
import dev.becas.linear.model.PlattScale;
import dev.becas.linear.model.SparseWeights;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldOutTest {
    private static final Set<String> ACT = Set.of("scam");

    /// Says `scam` of a message that is the word `wallet`, else `clean`.
    private static LinearModel walletModel() {
        FeatureRow row = new FeatureExtractor().extract("message: wallet");
        int word = row.index(row.start(FeatureBlock.WORDS));
        return new LinearModel(
                List.of("clean", "scam"),
                FeatureExtractor.VERSION,
                new SparseWeights(new int[] {word}, new float[] {-9, 9}, 2),
                List.of(2f, -2f),
                List.of(PlattScale.NONE, PlattScale.NONE));
    }

    private static final List<LabelledRow> ROWS = List.of(
            new LabelledRow("message: wallet", "scam"),
            new LabelledRow("message: wallet", "scam"),
            new LabelledRow("message: hello", "scam"),
            new LabelledRow("message: wallet", "clean"),
            new LabelledRow("message: hello", "clean"),
            new LabelledRow("message: hello", "clean"),
            new LabelledRow("message: hello", "clean"),
            new LabelledRow("message: hello", "phishing"));

    @Test
    void countsAsOneWouldByHand() {
        Evaluation found = new HeldOut(ROWS, ACT, 1).evaluate(walletModel());
        assertEquals(5 / 8.0, found.accuracy().value());
        assertEquals(2 / 3.0, found.recallOfAct().value());
        assertEquals(1 / 5.0, found.falsePositiveRate().value());
        assertEquals(
                new LabelScore("clean", 4, 3 / 5.0, 3 / 4.0, 6 / 9.0),
                found.labels().get(0));
        assertEquals(new LabelScore("phishing", 1, 0, 0, 0), found.labels().get(1));
        assertEquals(
                new LabelScore("scam", 3, 2 / 3.0, 2 / 3.0, 2 / 3.0),
                found.labels().get(2));
        assertEquals((6 / 9.0 + 0 + 2 / 3.0) / 3, found.macroF1().value(), 1e-12);
    }

    @Test
    void measuresHowFarConfidenceIsFromTruth() {
        Evaluation found = new HeldOut(ROWS, ACT, 1).evaluate(walletModel());
        double clean = 1 / (1 + Math.exp(-2)); // of five rows called clean, three are; of three called scam, two
        double scam = 1 / (1 + Math.exp(-(9 * FeatureBlock.WORDS.value(FeatureBlock.step(3)) - 2)));
        assertEquals((5 * clean - 3 + 3 * scam - 2) / 8, found.calibrationError(), 1e-6);
    }

    @Test
    void givesTheSameIntervalsForTheSameSeedAndTheyHoldTheValue() {
        Evaluation found = new HeldOut(ROWS, ACT, 1).evaluate(walletModel());
        assertEquals(found, new HeldOut(ROWS, ACT, 1).evaluate(walletModel()));
        for (Interval interval :
                List.of(found.accuracy(), found.macroF1(), found.recallOfAct(), found.falsePositiveRate())) {
            assertTrue(interval.low() <= interval.value() && interval.value() <= interval.high(), interval::toString);
            assertTrue(interval.low() < interval.high(), interval::toString);
        }
    }

    @Test
    void hasAnAnswerForNoRows() {
        HeldOut none = new HeldOut(List.of(), ACT, 1);
        assertEquals(new Interval(0, 0, 1), none.evaluate(walletModel()).accuracy());
        assertEquals(0, none.microsPerDecision(walletModel()));
    }
}

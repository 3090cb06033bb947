package dev.becas.gputrainer.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
    private static final List<String> LABELS = List.of("clean", "scam");

    @Test
    void aModelBesideItselfIsAheadByNothing() {
        List<Judgement> judgements = judgements(200, 0.7, 1);
        assertEquals(new Interval(0, 0, 0), PairedDifference.ofMacroF1(LABELS, judgements, judgements, 1));
    }

    @Test
    void pairsMakeTheIntervalNarrowerThanTwoMeasurementsApart() {
        List<Judgement> weak = judgements(400, 0.7, 1);
        List<Judgement> better = new ArrayList<>(weak);
        for (int row = 0; row < 40; row++) {
            better.set(row, new Judgement(weak.get(row).truth(), weak.get(row).truth(), 0.9));
        }
        Interval difference = PairedDifference.ofMacroF1(LABELS, better, weak, 1);
        assertTrue(difference.low() > 0, difference.toString());
        Interval alone = Evaluation.of(LABELS, weak, 1).macroF1();
        assertTrue(difference.high() - difference.low() < (alone.high() - alone.low()) / 2, difference + " " + alone);
        assertEquals(difference, PairedDifference.ofMacroF1(LABELS, better, weak, 1), "one seed, one interval");
    }

    @Test
    void otherRowsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PairedDifference.ofMacroF1(LABELS, judgements(2, 1, 1), judgements(3, 1, 1), 1));
    }

    private static List<Judgement> judgements(int rows, double right, long seed) {
        Random random = new Random(seed);
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int truth = i % 2;
            judgements.add(new Judgement(truth, random.nextDouble() < right ? truth : 1 - truth, 0.8));
        }
        return judgements;
    }
}

package dev.becas.gputrainer.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final List<String> LABELS = List.of("fine", "scam", "spam");

    @Test
    void figuresAreThoseWorkedOutByHand() {
        // fine: 3 rows, 2 found, once said wrongly; scam: 2 rows, 1 found, once said wrongly; spam: neither.
        List<Judgement> judgements = List.of(
                new Judgement(0, 0, 0.9),
                new Judgement(0, 0, 0.8),
                new Judgement(0, 1, 0.55),
                new Judgement(1, 1, 0.7),
                new Judgement(1, 0, 0.6));
        Evaluation evaluation = Evaluation.of(LABELS, judgements, 1);
        assertEquals(5, evaluation.rows());
        assertEquals(0.6, evaluation.accuracy().value(), 1e-12);
        assertEquals(
                new LabelFigures("fine", 3, 2 / 3.0, 2 / 3.0, 2 / 3.0),
                evaluation.labels().get(0));
        assertEquals(
                new LabelFigures("scam", 2, 0.5, 0.5, 0.5), evaluation.labels().get(1));
        assertEquals(new LabelFigures("spam", 0, 0, 0, 0), evaluation.labels().get(2));
        assertEquals((2 / 3.0 + 0.5) / 2, evaluation.macroF1().value(), 1e-12, "no row is spam");
        // Bins: .55 wrong | .6 wrong | .7 right | .8 right | .9 right.
        assertEquals((0.55 + 0.6 + 0.3 + 0.2 + 0.1) / 5, evaluation.ece(), 1e-12);
        assertEquals(0.6, evaluation.metrics().get("accuracy"));
        assertEquals(0.5, evaluation.metrics().get("f1.scam"));
        assertEquals(4 + 3 * 4, evaluation.metrics().size());
    }

    @Test
    void anIntervalHoldsItsFigureAndNarrowsWithRows() {
        Interval few = Evaluation.of(LABELS, rows(40), 3).accuracy();
        Interval many = Evaluation.of(LABELS, rows(4_000), 3).accuracy();
        assertTrue(few.low() < 0.75 && 0.75 < few.high(), few.toString());
        assertTrue(many.low() < 0.75 && 0.75 < many.high(), many.toString());
        // Of a share of .75 in 4,000 rows: 1.96 * sqrt(.75 * .25 / 4000) on either side.
        assertEquals(2 * 0.0134, many.high() - many.low(), 0.004);
        assertTrue(few.high() - few.low() > 5 * (many.high() - many.low()), few + " " + many);
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        assertEquals(Evaluation.of(LABELS, rows(100), 3), Evaluation.of(LABELS, rows(100), 3));
        assertNotEquals(Evaluation.of(LABELS, rows(100), 3), Evaluation.of(LABELS, rows(100), 4));
    }

    @Test
    void recallOfActAndFalsePositivesAreThoseWorkedOutByHand() {
        // Act: scam and spam. 4 rows ask for an action, 3 of them got one; 2 may pass, 1 of them got an action.
        List<Judgement> judgements = List.of(
                new Judgement(1, 2, 1),
                new Judgement(1, 1, 1),
                new Judgement(2, 1, 1),
                new Judgement(2, 0, 1),
                new Judgement(0, 0, 1),
                new Judgement(0, 2, 1));
        Evaluation evaluation = Evaluation.of(LABELS, judgements, 1);
        assertEquals(List.of(List.of(1, 0, 1), List.of(0, 1, 1), List.of(1, 1, 0)), evaluation.confusion());
        ActFigures act = ActFigures.of(evaluation, Set.of("scam", "spam"), 1);
        assertEquals(0.75, act.recallAct().value());
        assertEquals(0.5, act.falsePositiveRate().value());
        ActFigures none = ActFigures.of(evaluation, Set.of(), 1);
        assertEquals(new Interval(0, 0, 0), none.recallAct());
        assertEquals(new Interval(0, 0, 0), none.falsePositiveRate());
    }

    @Test
    void theIntervalOfAShareOfActIsThatOfItsStratum() {
        // 1,000 rows that may pass, every second of them called scam.
        Evaluation evaluation = Evaluation.of(LABELS, rows(2_000), 3);
        Interval recall = ActFigures.of(evaluation, Set.of("scam"), 1).recallAct();
        assertEquals(1, recall.value());
        Interval falsePositives = ActFigures.of(evaluation, Set.of("scam"), 1).falsePositiveRate();
        assertEquals(0.5, falsePositives.value());
        // 1.96 * sqrt(.5 * .5 / 1000) on either side.
        assertEquals(2 * 0.031, falsePositives.high() - falsePositives.low(), 0.008);
    }

    @Test
    void theLikeliestLabelIsSaidWithItsShareOfAll() {
        Judgement judgement =
                Judgement.of(2, new double[] {-1000 + Math.log(1), -1000 + Math.log(6), -1000 + Math.log(3)});
        assertEquals(1, judgement.said());
        assertEquals(0.6, judgement.confidence(), 1e-9);
    }

    @Test
    void noRowsAreNoEvaluation() {
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(LABELS, List.of(), 1));
    }

    /// Three of four are right.
    private static List<Judgement> rows(int count) {
        List<Judgement> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Judgement(i % 2, i % 4 == 0 ? 1 : i % 2, 0.75));
        }
        return rows;
    }
}

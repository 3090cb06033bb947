package dev.becas.gputrainer.rival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.evaluate.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Evaluation TUNED = evaluation(0.70);

    @Test
    void aRivalWithExamplesThatIsNotBeatenBeyondTheIntervalVetoes() {
        Rival level =
                new Rival("few-shot", "4 examples of each label", 1, evaluation(0.66), new Interval(0.04, -0.01, 0.09));
        Verdict verdict = Verdict.of(TUNED, List.of(level), List.of(linear(0.1, 0.05, 0.15)));
        assertTrue(verdict.isVeto());
        assertEquals(
                "do not train: macro-F1 of the tuned model 0.700, of few-shot (4 examples of each label) 0.660, "
                        + "difference +0.040 [-0.010, +0.090] at 95 %, which is not better than the base with examples",
                verdict.reason());
    }

    @Test
    void aBaseThatIsBetterVetoesWhereItsExamplesAreBeaten() {
        Verdict verdict = Verdict.of(TUNED, List.of(base(-0.03, -0.07, 0.01), beaten()), List.of());
        assertTrue(verdict.isVeto());
        assertEquals(
                "do not train: macro-F1 of the tuned model 0.700, of base (the question alone) 0.730, "
                        + "difference -0.030 [-0.070, +0.010] at 95 %, which is not better than the base",
                verdict.reason());
        Verdict better = Verdict.of(TUNED, List.of(base(0.03, -0.01, 0.07), beaten()), List.of());
        assertEquals(
                "the tuned model pays: macro-F1 above that of base by 0.030 [-0.010, +0.070], of few-shot by 0.100 "
                        + "[+0.060, +0.140]; the lead over base may be chance, and that is cheaper",
                better.reason());
    }

    @Test
    void aTrainedRivalThatIsNoWorseIsRecommended() {
        Verdict better = Verdict.of(TUNED, List.of(beaten()), List.of(linear(-0.05, -0.09, -0.01)));
        assertEquals("linear", better.decision());
        assertFalse(better.isVeto());
        assertTrue(
                better.reason().startsWith("use the model of linear, which is better and cheaper: "), better.reason());
        Verdict level = Verdict.of(TUNED, List.of(beaten()), List.of(linear(-0.01, -0.05, 0.03)));
        assertTrue(
                level.reason().startsWith("use the model of linear, which is as good and cheaper: "), level.reason());
    }

    @Test
    void whoBeatsAllPays() {
        Verdict verdict = Verdict.of(TUNED, List.of(beaten()), List.of(linear(0.04, 0.01, 0.07)));
        assertEquals(Verdict.TRAIN, verdict.decision());
        assertEquals(
                "the tuned model pays: macro-F1 above that of few-shot by 0.100 [+0.060, +0.140], of linear by 0.040 "
                        + "[+0.010, +0.070]",
                verdict.reason());
    }

    @Test
    void aLeadThatMayBeChanceIsSaidToBeOne() {
        Verdict verdict = Verdict.of(TUNED, List.of(beaten()), List.of(linear(0.02, -0.01, 0.05)));
        assertEquals(Verdict.TRAIN, verdict.decision());
        assertTrue(
                verdict.reason()
                        .endsWith("of linear by 0.020 [-0.010, +0.050]; the lead over linear may be chance, and that"
                                + " is cheaper"),
                verdict.reason());
    }

    @Test
    void whereNobodyWasAskedThereIsNoPraise() {
        Verdict none = Verdict.of(TUNED, List.of(), List.of());
        assertFalse(none.isVeto());
        assertEquals("none: no rival was asked, so nothing says whether a cheaper way does as well", none.reason());
    }

    private static Rival beaten() {
        return new Rival("few-shot", "0 examples of each label", 1, evaluation(0.60), new Interval(0.10, 0.06, 0.14));
    }

    private static Rival base(double lead, double low, double high) {
        return new Rival("base", "the question alone", 1, evaluation(0.7 - lead), new Interval(lead, low, high));
    }

    private static Rival linear(double lead, double low, double high) {
        return new Rival("linear", "the same rows", 1, evaluation(0.7 - lead), new Interval(lead, low, high));
    }

    private static Evaluation evaluation(double macroF1) {
        Interval figure = new Interval(macroF1, macroF1 - 0.05, macroF1 + 0.05);
        return new Evaluation(100, figure, figure, 0.05, List.of(), List.of());
    }
}

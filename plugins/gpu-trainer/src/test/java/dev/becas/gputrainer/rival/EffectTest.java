package dev.becas.gputrainer.rival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EffectTest {
    @Test
    void aConstantAddedToEveryLabelIsNoEffect() {
        List<double[]> before = List.of(new double[] {-1, -2}, new double[] {-3, -0.5});
        List<double[]> after = List.of(new double[] {-4, -5}, new double[] {-4, -1.5});
        Effect effect = Effect.of(before, after);
        assertTrue(effect.isNone(), effect.toString());
        assertEquals(0, effect.largestChange(), 1e-12);
    }

    @Test
    void anotherAnswerIsAnEffectHoweverSmallTheStep() {
        Effect effect = Effect.of(List.of(new double[] {-1.000, -1.001}), List.of(new double[] {-1.001, -1.000}));
        assertEquals(1, effect.answersChanged());
        assertFalse(effect.isNone());
    }

    @Test
    void aProbabilityThatMovesByAHundredthIsAnEffect() {
        Effect effect = Effect.of(
                List.of(new double[] {Math.log(0.80), Math.log(0.20)}),
                List.of(new double[] {Math.log(0.82), Math.log(0.18)}));
        assertEquals(0, effect.answersChanged());
        assertEquals(0.02, effect.largestChange(), 1e-9);
        assertFalse(effect.isNone());
    }

    @Test
    void parityLooksOnlyAtLabelsThatDecideSomething() {
        Parity parity = Parity.of(
                "merged.gguf", List.of(new double[] {-0.1, -2, -9}), List.of(new double[] {-0.15, -2.01, -12}));
        assertEquals(0.05, parity.largestDifference(), 1e-9);
        assertEquals(0, parity.otherAnswers());
    }
}

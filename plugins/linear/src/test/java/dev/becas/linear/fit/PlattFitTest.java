package dev.becas.linear.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.linear.model.PlattScale;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlattFitTest {
    private static final int ROWS = 20_000;

    @Test
    void findsTheScaleThatTheRowsWereDrawnFrom() {
        SplittableRandom random = new SplittableRandom(1);
        double[] margins = new double[ROWS];
        boolean[] positive = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            margins[i] = 6 * random.nextDouble() - 3;
            positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-(1.7 * margins[i] - 0.8)));
        }
        PlattScale found = PlattFit.fit(margins, positive, ones(ROWS));
        assertEquals(1.7, found.slope(), 0.06);
        assertEquals(-0.8, found.offset(), 0.06);
    }

    @Test
    void leavesOutRowsOfWeightZero() {
        double[] margins = {-2, -1, -1, -2, -1, 1, 2, 1, 2, 1, -1, 1, 9, 9};
        boolean[] positive = {false, false, false, false, false, true, true, true, true, true, true, false, false, false
        };
        int[] some = ones(margins.length);
        some[12] = 0;
        some[13] = 0;
        assertEquals(
                PlattFit.fit(Arrays.copyOf(margins, 12), Arrays.copyOf(positive, 12), ones(12)),
                PlattFit.fit(margins, positive, some));
    }

    @Test
    void takesTheMarginForTheLogOddsWhenRowsAreTooFew() {
        assertEquals(
                PlattScale.NONE, PlattFit.fit(new double[] {-1, 1, 2}, new boolean[] {false, true, true}, ones(3)));
    }

    @Test
    void neverTurnsTheOrderRound() {
        double[] margins = {3, 3, 3, 3, 3, -3, -3, -3, -3, -3};
        boolean[] positive = {false, false, false, false, false, true, true, true, true, true};
        assertEquals(PlattScale.NONE, PlattFit.fit(margins, positive, ones(10)));
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}

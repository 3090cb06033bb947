package dev.becas.abtesting.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogBetaTest {

    @ParameterizedTest(name = "x {0}, a {1}, b {2}")
    @CsvSource({
        "0.5, 2, 3, -0.37469344944141069, -2.4849066497880003",
        "0.1, 50, 3, -108.14569640730464, -11.101945176173954",
        "0.001, 0.5, 7.5, -2.3444637159137968, -0.41843218138198126",
        "0.35, 1000, 2000, -0.027469347227440299, -1911.8746142144516",
    })
    void equalsFiguresWorkedOutToSixtyDigits(double x, double a, double b, double logBelow, double logBeta) {
        assertEquals(logBelow, LogBeta.logBelow(x, a, b), 1e-12 * Math.max(1, Math.abs(logBelow)));
        assertEquals(logBeta, LogBeta.of(a, b), 1e-12 * Math.max(1, Math.abs(logBeta)));
    }

    @Test
    void bothSidesAddUpToOne() {
        for (double x = 0.05; x < 1; x += 0.05) {
            double both = Math.exp(LogBeta.logBelow(x, 12, 30)) + Math.exp(LogBeta.logAbove(x, 12, 30));
            assertEquals(1, both, 1e-12);
        }
    }

    @Test
    void aTailFarBelowTheSmallestDoubleStaysANumber() {
        double tail = LogBeta.logBelow(0.001, 5_000, 5_000);
        assertTrue(tail < -20_000 && !Double.isInfinite(tail), "was " + tail);
    }

    @Test
    void theEndsAreNothingAndEverything() {
        assertEquals(Double.NEGATIVE_INFINITY, LogBeta.logBelow(0, 2, 3));
        assertEquals(0, LogBeta.logBelow(1, 2, 3));
    }

    @Test
    void servesAHundredMillionTrials() {
        assertEquals(Math.log(0.5), LogBeta.logBelow(0.5, 5e7, 5e7), 1e-6);
    }
}

package dev.becas.abtesting.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EValueTest {

    private static final MathContext EXACT = new MathContext(80);

    @Test
    void equalsTheExactRationalForEveryTallyOfUpToFortyTrials() {
        for (String p0 : new String[] {"0.5", "0.35", "0.9"}) {
            for (int trials = 0; trials <= 40; trials++) {
                for (int wins = 0; wins <= trials; wins++) {
                    double exact = exactE(wins, trials, new BigDecimal(p0)).doubleValue();
                    double computed = Math.exp(EValue.log(wins, trials, Double.parseDouble(p0)));
                    assertEquals(1, computed / exact, 1e-12, wins + " of " + trials + " at " + p0);
                }
            }
        }
    }

    /// With whole parameters both parts are finite sums: Beta(w+1, l+1) = w! l! / (n+1)!, and 1 - I_p0(w+1, l+1) is
    /// the chance of at most w successes in n + 1 trials of p0.
    private static BigDecimal exactE(int wins, int trials, BigDecimal p0) {
        int losses = trials - wins;
        BigDecimal q0 = BigDecimal.ONE.subtract(p0);
        BigDecimal tail = BigDecimal.ZERO;
        for (int k = 0; k <= wins; k++) {
            tail = tail.add(
                    new BigDecimal(choose(trials + 1, k)).multiply(p0.pow(k)).multiply(q0.pow(trials + 1 - k)));
        }
        BigDecimal inverseBeta = new BigDecimal(choose(trials, wins)).multiply(BigDecimal.valueOf(trials + 1));
        return tail.divide(inverseBeta.multiply(p0.pow(wins)).multiply(q0.pow(losses + 1)), EXACT);
    }

    private static BigInteger choose(int n, int k) {
        BigInteger value = BigInteger.ONE;
        for (int i = 0; i < k; i++) {
            value = value.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return value;
    }

    @ParameterizedTest(name = "{0} of {1} at {2}")
    @CsvSource({
        "0, 0, 0.5, 0",
        "11, 11, 0.5, 5.8326153464991695",
        "23, 32, 0.5, 2.2211045056174891",
        "87, 108, 0.5, 19.99774218400421",
        "3, 40, 0.35, -3.4919948788301801",
        "2000, 2000, 0.5, 1379.3861059658668",
        "10400, 20000, 0.5, 11.970626036206511",
        "700, 2000, 0.35, -3.8770864944388436",
    })
    void equalsFiguresWorkedOutToSixtyDigits(long wins, long trials, double p0, double expected) {
        assertEquals(expected, EValue.log(wins, trials, p0), 1e-11 * Math.max(1, Math.abs(expected)));
    }

    @ParameterizedTest(name = "{0} of {1} at {2}")
    @CsvSource({
        "0, 2000, 0.5, -7.6014023345837334",
        "5, 20000, 0.5, -9.9030374762745022",
        "300, 100000, 0.35, -11.504327338775086",
    })
    void aTailThatWouldUnderflowIsNoEvidenceAndKeepsItsFigures(long wins, long trials, double p0, double expected) {
        assertEquals(expected, EValue.log(wins, trials, p0), 1e-8);
    }

    @Test
    void elevenWinsInARowAreTheFewestThatReachTwoHundred() {
        assertTrue(EValue.log(10, 10, 0.5) < Math.log(200));
        assertTrue(EValue.log(11, 11, 0.5) >= Math.log(200));
    }

    @Test
    void aMoreDemandingShareIsHarderToBeat() {
        assertTrue(EValue.log(30, 50, 0.35) > EValue.log(30, 50, 0.5));
    }

    @Test
    void neverExceedsItsCeilingSoTheShortcutHidesNothing() {
        for (int trials = 0; trials <= 300; trials += 7) {
            for (int wins = 0; wins <= trials; wins++) {
                assertTrue(EValue.log(wins, trials, 0.35) <= EValue.logCeiling(wins, trials, 0.35) + 1e-9);
            }
        }
    }

    @Test
    void aCoinReachesTwentyInAtMostOneTestInTwentyHoweverOftenOneLooks() {
        SplittableRandom random = new SplittableRandom(7);
        int reached = 0;
        int tests = 2_000;
        for (int test = 0; test < tests; test++) {
            long wins = 0;
            for (long trials = 1; trials <= 400; trials++) {
                wins += random.nextInt(2);
                if (EValue.reaches(Math.log(20), wins, trials, 0.5)) {
                    reached++;
                    break;
                }
            }
        }
        assertTrue(reached <= 0.05 * tests, "reached in " + reached + " of " + tests);
        assertTrue(reached > 0, "a bound that is never reached is not tested");
    }

    @Test
    void refusesCountsAndSharesThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> EValue.log(3, 2, 0.5));
        assertThrows(IllegalArgumentException.class, () -> EValue.log(-1, 2, 0.5));
        assertThrows(IllegalArgumentException.class, () -> EValue.log(1, 2, 1));
    }
}

package dev.becas.abtesting.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnytimeUpperBoundTest {

    @ParameterizedTest(name = "{0} of {1} at {2}")
    @CsvSource({
        "0, 100, 0.005, 0.0943789964479271",
        "3, 1000, 0.005, 0.0191401010045355",
        "20, 9000, 0.005, 0.00560314179514305",
        "50, 60, 0.005, 0.961118205132587",
        "0, 10, 0.01, 0.503566899057094",
    })
    void equalsFiguresWorkedOutToSixtyDigits(long losses, long trials, double alpha, double expected) {
        assertEquals(expected, AnytimeUpperBound.of(losses, trials, alpha), 1e-12);
    }

    @ParameterizedTest(name = "{0} losses, share {1}")
    @CsvSource({"0, 0.005, 2628", "0, 0.05, 208", "10, 0.005, 6871", "5, 0.05, 433"})
    void namesTheFewestTrialsThatAreEnough(long losses, double share, long expected) {
        assertEquals(expected, AnytimeUpperBound.trialsNeeded(losses, share, 0.005));
    }

    @Test
    void theFewestTrialsAreExactlyWhereTheBoundComesDownToTheShare() {
        for (long losses = 0; losses < 40; losses++) {
            long needed = AnytimeUpperBound.trialsNeeded(losses, 0.05, 0.005);
            assertTrue(AnytimeUpperBound.of(losses, needed, 0.005) <= 0.05);
            assertTrue(AnytimeUpperBound.of(losses, needed - 1, 0.005) > 0.05);
        }
    }

    @Test
    void knowsNothingBeforeTheFirstTrialAndWhenAllWasLost() {
        assertEquals(1, AnytimeUpperBound.of(0, 0, 0.005));
        assertEquals(1, AnytimeUpperBound.of(7, 7, 0.005));
    }

    @Test
    void moreLostThanTheShareIsNoEvidenceForLess() {
        assertEquals(0, AnytimeUpperBound.logEvidenceBelow(10, 100, 0.05));
    }

    @Test
    void liesBelowTheTruthInAtMostOneTestInTwentyHoweverOftenOneLooks() {
        SplittableRandom random = new SplittableRandom(11);
        int broken = 0;
        int tests = 1_000;
        for (int test = 0; test < tests; test++) {
            long losses = 0;
            for (int trials = 1; trials <= 600; trials++) {
                losses += random.nextDouble() < 0.1 ? 1 : 0;
                if (AnytimeUpperBound.logEvidenceBelow(losses, trials, 0.1) >= Math.log(20)) {
                    broken++;
                    break;
                }
            }
        }
        assertTrue(broken <= 0.05 * tests, "broken in " + broken + " of " + tests);
    }

    @Test
    void refusesCountsThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> AnytimeUpperBound.of(3, 2, 0.01));
    }
}

package dev.becas.abtesting.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalsTest {

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "87, 108, 0.7209648351663079, 0.8691562227663517",
        "0, 20, 0, 0.16112515805281935",
        "20, 20, 0.8388748419471808, 1",
        "1, 10, 0.017876213095072896, 0.4041500267952385",
        "0, 0, 0, 1",
    })
    void wilsonEqualsScipy(long hits, long trials, double lower, double upper) {
        Interval interval = WilsonInterval.of(hits, trials);
        assertEquals(lower, interval.lower(), 1e-12);
        assertEquals(upper, interval.upper(), 1e-12);
    }

    @Test
    void aBootstrapComesCloseToTheNormalIntervalOfMany() {
        double[] differences = new double[1_000];
        Arrays.fill(differences, 0, 150, 1);
        Arrays.fill(differences, 150, 200, -1);
        Interval interval = PairedBootstrap.meanDifference(differences, 0.95, 5);
        double half = 1.96 * Math.sqrt((0.2 - 0.01) / 1_000);
        assertEquals(0.1 - half, interval.lower(), 0.003);
        assertEquals(0.1 + half, interval.upper(), 0.003);
    }

    @Test
    void aBootstrapOfAlikeAnswersIsAPoint() {
        assertEquals(new Interval(0, 0), PairedBootstrap.meanDifference(new double[50], 0.9, 1));
    }

    @Test
    void oneSeedGivesOneInterval() {
        double[] differences = {1, 0, 0, -1, 1, 1, 0};
        assertEquals(
                PairedBootstrap.meanDifference(differences, 0.9, 3),
                PairedBootstrap.meanDifference(differences, 0.9, 3));
    }

    @Test
    void intervalsRefuseWhatTheyCannotSay() {
        assertThrows(IllegalArgumentException.class, () -> new Interval(1, 0));
        assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(2, 1));
        assertThrows(IllegalArgumentException.class, () -> PairedBootstrap.meanDifference(new double[0], 0.9, 1));
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> PairedBootstrap.meanDifference(new double[1], 1.5, 1));
        assertEquals("confidence must be inside (0, 1) but was 1.5", refusal.getMessage());
    }
}

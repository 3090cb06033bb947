package dev.becas.abtesting.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquareTest {

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "3.841458820694124, 1, 0.05",
        "10.827566170662733, 1, 0.001",
        "0.01, 1, 0.92034432544594204",
        "60, 1, 9.4857375710738484e-15",
        "800, 1, 5.3958656116079009e-176",
        "11.0705, 5, 0.049999955428043652",
        "3, 4, 0.55782540037107457",
        "0, 3, 1",
    })
    void equalsFiguresWorkedOutToSixtyDigits(double statistic, int degreesOfFreedom, double expected) {
        assertEquals(1, ChiSquare.upperTail(statistic, degreesOfFreedom) / expected, 1e-11);
    }

    @Test
    void aFifthOfTheRequestsIsAFifth() {
        assertTrue(ChiSquare.sampleRatioPValue(List.of(new Sample(2_010, 10_000, 0.2))) > 0.5);
    }

    @Test
    void aQuarterIsNotAFifth() {
        assertTrue(ChiSquare.sampleRatioPValue(List.of(new Sample(2_500, 10_000, 0.2))) < 0.001);
    }

    @Test
    void aRateOfOneAllowsNoMissingPair() {
        assertEquals(1, ChiSquare.sampleRatioPValue(List.of(new Sample(500, 500, 1))));
        assertEquals(0, ChiSquare.sampleRatioPValue(List.of(new Sample(499, 500, 1))));
    }

    @Test
    void nothingEligibleIsNoSurprise() {
        assertEquals(1, ChiSquare.sampleRatioPValue(List.of(new Sample(0, 0, 0.2))));
    }

    @Test
    void twoSamplesThatAreBothABitOffAreMoreThanEither() {
        Sample low = new Sample(1_900, 10_000, 0.2);
        Sample high = new Sample(5_130, 10_000, 0.5);
        double both = ChiSquare.sampleRatioPValue(List.of(low, high));
        assertTrue(both < ChiSquare.sampleRatioPValue(List.of(low)));
        assertTrue(both < ChiSquare.sampleRatioPValue(List.of(high)));
    }

    @Test
    void refusesMoreThanThereWere() {
        assertThrows(IllegalArgumentException.class, () -> new Sample(3, 2, 0.2));
        assertThrows(IllegalArgumentException.class, () -> new Sample(1, 2, 1.2));
    }
}

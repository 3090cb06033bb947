package dev.becas.abtesting.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardrailsTest {

    @Test
    void oneFailureInTwentyIsTheMost() {
        assertTrue(Guardrails.errorRate(5, 100).holds());
        assertFalse(Guardrails.errorRate(6, 100).holds());
        assertTrue(Guardrails.errorRate(0, 0).holds());
    }

    @Test
    void threeTimesSlowerInMicrosecondsIsNoHarm() {
        assertTrue(Guardrails.serviceTime(0.020, 0.060, 1.5).holds());
    }

    @Test
    void slowerByRatioAndByTimeIsHarm() {
        assertFalse(Guardrails.serviceTime(100, 151, 1.5).holds());
        assertTrue(Guardrails.serviceTime(1_000, 1_100, 1.5).holds());
    }

    @Test
    void measuredTimesStandInTheSentenceOnlyWhenTheyBreakIt() {
        assertEquals(Guardrails.serviceTime(0.020, 0.060, 1.5), Guardrails.serviceTime(0.031, 0.017, 1.5));
        assertTrue(Guardrails.serviceTime(100, 160, 1.5).detail().contains("160 ms"));
    }

    @Test
    void aSkewedSampleIsHarm() {
        assertTrue(Guardrails.sampleRatio(List.of(new Sample(205, 1_000, 0.2), new Sample(300, 300, 1)))
                .holds());
        assertFalse(Guardrails.sampleRatio(List.of(new Sample(300, 1_000, 0.2))).holds());
    }

    @Test
    void aLiveModelThatAnswersOtherwiseWhenAskedAgainIsHarm() {
        assertTrue(Guardrails.exposure(100, 1).holds());
        assertFalse(Guardrails.exposure(100, 2).holds());
    }

    @Test
    void theGoldSetMayNotLoseTwoPointsInEitherPolarity() {
        double[] better = differences(400, 40, 10);
        double[] alike = differences(1_000, 5, 5);
        double[] worse = differences(1_000, 5, 40);
        assertTrue(Guardrails.gold(Map.of(Stratum.ACT, better, Stratum.PASS, alike), 1)
                .holds());
        assertFalse(Guardrails.gold(Map.of(Stratum.ACT, better, Stratum.PASS, worse), 1)
                .holds());
        assertFalse(Guardrails.gold(Map.of(Stratum.ACT, worse, Stratum.PASS, better), 1)
                .holds());
    }

    @Test
    void withoutAGoldSetItSaysSo() {
        assertEquals("No gold set was evaluated.", Guardrails.gold(Map.of(), 1).detail());
    }

    private static double[] differences(int items, int wins, int losses) {
        double[] differences = new double[items];
        Arrays.fill(differences, 0, wins, 1);
        Arrays.fill(differences, wins, wins + losses, -1);
        return differences;
    }
}

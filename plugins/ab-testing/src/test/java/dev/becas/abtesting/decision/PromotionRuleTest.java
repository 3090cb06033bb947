package dev.becas.abtesting.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionRuleTest {

    private static final String LABEL = "hate";
    private static final String GUILD = "g1";

    private final PairTally tally = new PairTally(PromotionSettings.DEFAULTS, Stratum.POLAR);

    @Test
    void promotesWhatIsBetterOnActAndLosesNextToNothingOnPass() {
        agree(Stratum.PASS, 3_000);
        differ(Stratum.ACT, 40, 5);
        assertEquals(Standing.ALL_HOLD, standing());
        assertEquals("B", decide().winner());
    }

    @Test
    void promotesWhatIsBetterOnActAndWinsEnoughOnPass() {
        agree(Stratum.PASS, 100);
        differ(Stratum.ACT, 40, 5);
        differ(Stratum.PASS, 30, 10);
        assertEquals(Standing.ALL_HOLD, standing());
    }

    @Test
    void waitsWhileNothingIsKnownOfTheOtherStratum() {
        agree(Stratum.PASS, 500);
        differ(Stratum.ACT, 40, 5);
        assertEquals(Standing.OPEN, standing());
    }

    @Test
    void onceShownBetterItStaysShown() {
        agree(Stratum.PASS, 2_000);
        differ(Stratum.ACT, 20, 0);
        differ(Stratum.ACT, 16, 12);
        assertTrue(EValue.log(36, 48, 0.5) < EValue.log(20, 20, 0.5));
        differ(Stratum.ACT, 0, 4);
        agree(Stratum.PASS, 1_000);
        assertTrue(EValue.log(36, 52, 0.5) < Math.log(200), "what is seen now would not show it");
        assertEquals(Standing.ALL_HOLD, standing());
    }

    @Test
    void evidenceAgainstTheCandidateInOneStratumKeepsTheLiveModelWhateverTheOtherSays() {
        agree(Stratum.PASS, 3_000);
        differ(Stratum.PASS, 60, 0);
        differ(Stratum.ACT, 0, 11);
        assertEquals(Standing.WORSE, standing());
        assertEquals("A", decide().winner());
        assertEquals(Recommendation.KEEP_A, decide().recommendation());
    }

    @Test
    void tenLossesInARowAreNotYetEvidence() {
        differ(Stratum.ACT, 0, 10);
        assertEquals(Standing.OPEN, standing());
    }

    @Test
    void aThousandPairsWithFourDisagreementsAreNoDifference() {
        differ(Stratum.ACT, 4, 0);
        agree(Stratum.PASS, 995);
        assertEquals(Standing.OPEN, standing());
        agree(Stratum.PASS, 1);
        assertEquals(Standing.NO_DIFFERENCE, standing());
    }

    @Test
    void aThousandPairsWithFiveDisagreementsAreADifference() {
        differ(Stratum.ACT, 5, 0);
        agree(Stratum.PASS, 5_000);
        assertEquals(Standing.OPEN, standing());
    }

    @Test
    void fewerThanThirtyDisagreementsDoNotPromote() {
        agree(Stratum.PASS, 4_000);
        differ(Stratum.ACT, 29, 0);
        assertEquals(Standing.OPEN, standing());
        differ(Stratum.ACT, 1, 0);
        assertEquals(Standing.ALL_HOLD, standing());
    }

    @Test
    void fewerThanTheConfiguredPairsDoNotPromote() {
        agree(Stratum.ACT, 10);
        differ(Stratum.ACT, 40, 0);
        differ(Stratum.PASS, 49, 0);
        assertEquals(Standing.OPEN, standing());
        agree(Stratum.ACT, 1);
        assertEquals(Standing.ALL_HOLD, standing());
    }

    @Test
    void aWinRateBelowTheFloorDoesNotPromote() {
        agree(Stratum.PASS, 10_000);
        differ(Stratum.ACT, 40, 5);
        differ(Stratum.PASS, 32, 34);
        assertEquals(Standing.OPEN, standing());
        differ(Stratum.PASS, 2, 0);
        assertEquals(Standing.ALL_HOLD, standing());
    }

    @Test
    void oneHarmedGuildStopsAPromotionThatAllOthersWant() {
        agree(Stratum.PASS, 20);
        differ(Stratum.PASS, 200, 20);
        for (int i = 0; i < 200; i++) {
            tally.differ(Stratum.ACT, Outcome.WIN, LABEL, GUILD);
        }
        for (int i = 0; i < 20; i++) {
            tally.differ(Stratum.ACT, Outcome.LOSS, LABEL, "small");
        }
        assertEquals(Standing.OPEN, standing());
        assertTrue(decide().reasoning().toString().contains("guild small"));
    }

    @Test
    void nineteenLossesOfOneLabelClassAreTooFewToJudgeItAndTwentyAreNot() {
        agree(Stratum.PASS, 3_000);
        differ(Stratum.ACT, 300, 0);
        for (int i = 0; i < 19; i++) {
            tally.differWithin(Stratum.ACT, Outcome.LOSS, "threat", GUILD);
        }
        assertEquals(Standing.ALL_HOLD, standing());
        tally.differWithin(Stratum.ACT, Outcome.LOSS, "threat", GUILD);
        assertEquals(Standing.OPEN, standing());
        assertTrue(decide().reasoning().toString().contains("label threat"));
    }

    @Test
    void aGuardrailThatBreaksStopsAPromotionAndSaysWhich() {
        agree(Stratum.PASS, 3_000);
        differ(Stratum.ACT, 40, 5);
        PromotionDecision decision = PromotionRule.decide(tally, List.of(Guardrails.errorRate(60, 1_000)), false);
        assertEquals(Recommendation.NEED_MORE_DATA, decision.recommendation());
        assertTrue(decision.reasoning().toString().contains("error_rate"));
        assertTrue(decision.reasoning().toString().contains("waits for the guardrails"));
    }

    @Test
    void theLastPairKeepsTheLiveModelAndSaysWhatWasMissing() {
        differ(Stratum.ACT, 10, 5);
        agree(Stratum.PASS, 19_985);
        PromotionDecision decision = decide();
        assertEquals(Standing.LIMIT, decision.standing());
        assertEquals("tie", decision.winner());
        assertTrue(decision.reasoning().getFirst().contains("20000 pairs is reached"));
        assertTrue(decision.reasoning().getFirst().contains("30 labelled disagreements"));
    }

    @Test
    void theLastDayKeepsTheLiveModel() {
        differ(Stratum.ACT, 10, 5);
        assertEquals(Standing.LIMIT, PromotionRule.standing(tally, true, true));
    }

    @Test
    void needMoreDataSaysAboutHowMuch() {
        agree(Stratum.PASS, 880);
        agree(Stratum.ACT, 70);
        for (int i = 0; i < 8; i++) {
            differ(Stratum.ACT, 0, 1);
            differ(Stratum.ACT, 3, 0);
            differ(Stratum.PASS, 0, 1);
            differ(Stratum.PASS, 2, 0);
        }
        PromotionDecision decision = decide();
        assertEquals(Recommendation.NEED_MORE_DATA, decision.recommendation());
        assertTrue(decision.reasoning().getLast().matches(".* about \\d+ more pairs are needed.*"));
        assertEquals(0.5, decision.confidence(), 0.5);
    }

    @Test
    void aHopelessTestSaysThatNoNumberOfPairsWouldDo() {
        agree(Stratum.PASS, 500);
        differ(Stratum.PASS, 10, 12);
        assertTrue(decide().reasoning().getLast().contains("no number of pairs"));
    }

    @Test
    void anEmptyTestAsksForMore() {
        assertEquals(Standing.OPEN, standing());
        assertFalse(decide().reasoning().isEmpty());
        assertEquals(0, decide().confidence());
    }

    @Test
    void aTaskWithoutPolarityHasOneStratumAndNoOtherToHarm() {
        PairTally single = new PairTally(PromotionSettings.DEFAULTS, Stratum.SINGLE);
        for (int i = 0; i < 100; i++) {
            single.agree(Stratum.ALL);
        }
        for (int i = 0; i < 40; i++) {
            single.differ(Stratum.ALL, i < 34 ? Outcome.WIN : Outcome.LOSS, "joke", GUILD);
            single.differ(Stratum.ALL, Outcome.NEITHER, "joke", GUILD);
        }
        assertEquals(40, single.disagreements());
        assertEquals(Standing.ALL_HOLD, PromotionRule.standing(single, true, false));
    }

    @Test
    void theCountsAddUp() {
        agree(Stratum.PASS, 7);
        differ(Stratum.ACT, 3, 2);
        tally.differWithin(Stratum.ACT, Outcome.NEITHER, LABEL, GUILD);
        long inStrata = tally.counts().stream()
                .mapToLong(counts -> counts.agreed() + counts.disagreements())
                .sum();
        assertEquals(tally.pairs(), inStrata);
        assertEquals(6, tally.differing());
    }

    private void agree(Stratum stratum, int pairs) {
        for (int i = 0; i < pairs; i++) {
            tally.agree(stratum);
        }
    }

    private void differ(Stratum truth, int wins, int losses) {
        for (int i = 0; i < wins; i++) {
            tally.differ(truth, Outcome.WIN, LABEL, GUILD);
        }
        for (int i = 0; i < losses; i++) {
            tally.differ(truth, Outcome.LOSS, LABEL, GUILD);
        }
    }

    private Standing standing() {
        return PromotionRule.standing(tally, true, false);
    }

    private PromotionDecision decide() {
        return PromotionRule.decide(tally, List.of(), false);
    }
}

package dev.becas.finetuning.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.flow.LabelSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void givesThirtyFiveHundredTimesTheConfidenceRoundedHalfUp() {
        assertEquals(2_975, Score.of(ScoringFacts.of(LabelSource.RULE, 0.85)).basisPoints());
        assertEquals(1, Score.of(ScoringFacts.of(LabelSource.RULE, 0.00015)).basisPoints());
        assertEquals(0, Score.of(ScoringFacts.of(LabelSource.RULE, 0.0001)).basisPoints());
        assertEquals(3_500, Score.of(ScoringFacts.of(LabelSource.RULE, 1)).basisPoints());
    }

    @Test
    void countsDetailedReasoningOnlyForTwoReasonsThatNameSomethingOrALongHumanOne() {
        assertEquals(0, given(Factor.DETAILED_REASONING, new FactsBuilder().reasons(1, 19)));
        assertEquals(1_500, given(Factor.DETAILED_REASONING, new FactsBuilder().reasons(2, 0)));
        assertEquals(1_500, given(Factor.DETAILED_REASONING, new FactsBuilder().reasons(0, 20)));
    }

    @Test
    void countsOutcomeAndHumanOnlyWhenTheyAreThere() {
        assertEquals(0, given(Factor.CLEAR_OUTCOME, new FactsBuilder().outcome(Outcome.UNCERTAIN)));
        assertEquals(1_500, given(Factor.CLEAR_OUTCOME, new FactsBuilder().outcome(Outcome.SUCCESS)));
        assertEquals(1_500, given(Factor.CLEAR_OUTCOME, new FactsBuilder().outcome(Outcome.FAILURE)));
        assertEquals(0, given(Factor.HUMAN_VALIDATION, new FactsBuilder().source(LabelSource.OUTCOME)));
        assertEquals(2_000, given(Factor.HUMAN_VALIDATION, new FactsBuilder().source(LabelSource.HUMAN)));
    }

    @Test
    void countsPrecedentsByNumberAndByHowCloseTheyAre() {
        assertEquals(1_000, given(Factor.RAG_ENHANCEMENT, new FactsBuilder().precedents(0.2)));
        assertEquals(0, given(Factor.SEVERAL_PRECEDENTS, new FactsBuilder().precedents(0.9, 0.9, 0.74)));
        assertEquals(500, given(Factor.SEVERAL_PRECEDENTS, new FactsBuilder().precedents(0.9, 0.9, 0.75)));
    }

    @Test
    void countsContextFromTwoKindsOn() {
        assertEquals(0, given(Factor.CONTEXTUAL_DATA, new FactsBuilder().context(Context.AUTHOR_TRUST)));
        assertEquals(
                1_000,
                given(
                        Factor.CONTEXTUAL_DATA,
                        new FactsBuilder().context(Context.AUTHOR_TRUST, Context.PRECEDING_MESSAGES)));
    }

    @Test
    void seesAnEdgeCaseInFourWays() {
        assertEquals(1_000, given(Factor.EDGE_CASE, new FactsBuilder().socialEngineering()));
        assertEquals(1_000, given(Factor.EDGE_CASE, new FactsBuilder().disagreed()));
        assertEquals(1_000, given(Factor.EDGE_CASE, new FactsBuilder().correctionOf(0.8)));
        assertEquals(0, given(Factor.EDGE_CASE, new FactsBuilder().correctionOf(0.79)));
    }

    @Test
    void looksAtTheOverturnedDecisionWhenItAsksWhetherACorrectionWasOnTheLine() {
        assertEquals(
                1_000,
                given(
                        Factor.EDGE_CASE,
                        new FactsBuilder().confidence(1).thresholds(0.5).correctionOf(0.55)));
        assertEquals(
                0,
                given(
                        Factor.EDGE_CASE,
                        new FactsBuilder().confidence(0.5).thresholds(0.5).correctionOf(0.7)));
    }

    @Test
    void comparesConfidenceAndThresholdAsDecimals() {
        assertEquals(
                1_000,
                given(Factor.EDGE_CASE, new FactsBuilder().confidence(0.8).thresholds(0.7)));
        assertEquals(
                0, given(Factor.EDGE_CASE, new FactsBuilder().confidence(0.801).thresholds(0.7)));
    }

    @Test
    void givesTheCommonPatternOnlyFromFiveOnAndNeverBesideAnEdgeCase() {
        assertEquals(0, given(Factor.COMMON_PATTERN, new FactsBuilder().cluster(4)));
        assertEquals(500, given(Factor.COMMON_PATTERN, new FactsBuilder().cluster(5)));
        assertEquals(
                0, given(Factor.COMMON_PATTERN, new FactsBuilder().cluster(5).disagreed()));
    }

    @Test
    void capsTheSumAtTenThousand() {
        ScoringFacts everything = new FactsBuilder()
                .confidence(1)
                .source(LabelSource.HUMAN)
                .outcome(Outcome.FAILURE)
                .reasons(0, 40)
                .precedents(0.9, 0.9, 0.9)
                .context(Context.AUTHOR_TRUST, Context.CHANNEL_KIND)
                .disagreed()
                .build();
        assertEquals(
                12_000,
                Score.of(everything).points().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum());
        assertEquals(10_000, Score.of(everything).basisPoints());
    }

    @Test
    void putsTheTierBoundsWhereTheyAre() {
        assertEquals(Tier.REJECTED, Tier.of(5_999));
        assertEquals(Tier.BRONZE, Tier.of(6_000));
        assertEquals(Tier.BRONZE, Tier.of(7_499));
        assertEquals(Tier.SILVER, Tier.of(7_500));
        assertEquals(Tier.SILVER, Tier.of(8_999));
        assertEquals(Tier.GOLD, Tier.of(9_000));
    }

    @Test
    void liftsACompleteCorrectionToGoldAndSaysWhy() {
        Score score = Score.of(
                new FactsBuilder().confidence(0).correction(true, true, true).build());
        assertEquals(Tier.GOLD, score.tier());
        assertEquals(Optional.of(TierFloor.COMPLETE_CORRECTION), score.floor());
        assertEquals(0, score.basisPoints());
    }

    @Test
    void leavesAnIncompleteCorrectionToItsPoints() {
        assertEquals(
                Optional.empty(),
                Score.of(new FactsBuilder().correction(true, false, true).build())
                        .floor());
    }

    @Test
    void liftsADecisionThatTwoPrecedentsMadeSurer() {
        FactsBuilder surer = new FactsBuilder().confidence(0.7).before(0.6);
        assertEquals(
                Optional.of(TierFloor.STRENGTHENED_BY_PRECEDENTS),
                Score.of(surer.precedents(0.1, 0.1).build()).floor());
        assertEquals(Optional.empty(), Score.of(surer.precedents(0.1).build()).floor());
        assertEquals(
                Optional.empty(),
                Score.of(surer.precedents(0.1, 0.1).before(0.7).build()).floor());
    }

    @Test
    void neverReachesGoldWithoutAHumanOrAPrecedent() {
        Random random = new Random(11);
        int highest = 0;
        for (int i = 0; i < 200_000; i++) {
            ScoringFacts facts = anyFactsWithoutHumanOrPrecedent(random);
            Score score = Score.of(facts);
            highest = Math.max(highest, score.basisPoints());
            assertTrue(score.basisPoints() <= 8_500, () -> facts + " scored " + score);
            assertTrue(score.tier() != Tier.GOLD, () -> facts + " is gold");
        }
        assertEquals(8_500, highest, "the bound is reached, so it is the true bound");
    }

    @Test
    void refusesAConfidenceThatIsNoShare() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> ScoringFacts.of(LabelSource.RULE, 1.2));
        assertEquals("confidence must be in [0, 1] but was 1.2", refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ScoringFacts.of(LabelSource.RULE, Double.NaN));
    }

    private static int given(Factor factor, FactsBuilder facts) {
        return Score.of(facts.build()).points().getOrDefault(factor, 0);
    }

    private static ScoringFacts anyFactsWithoutHumanOrPrecedent(Random random) {
        List<LabelSource> sources = List.of(LabelSource.RULE, LabelSource.OUTCOME, LabelSource.MODEL);
        List<Outcome> outcomes = List.of(Outcome.SUCCESS, Outcome.FAILURE, Outcome.UNCERTAIN);
        Set<Context> context = EnumSet.noneOf(Context.class);
        for (Context kind : Context.values()) {
            if (random.nextBoolean()) {
                context.add(kind);
            }
        }
        return new ScoringFacts(
                sources.get(random.nextInt(3)),
                outcomes.get(random.nextInt(3)),
                random.nextInt(1_001) / 1_000.0,
                random.nextInt(4),
                0,
                context,
                List.of(),
                List.of(random.nextInt(101) / 100.0),
                random.nextBoolean(),
                random.nextBoolean(),
                1 + random.nextInt(9),
                Optional.empty(),
                OptionalDouble.empty());
    }

    /// Facts that are bare but for what a case names.
    private static final class FactsBuilder {
        private LabelSource source = LabelSource.RULE;
        private Outcome outcome = Outcome.UNCERTAIN;
        private double confidence = 0.5;
        private int namingReasons;
        private int humanReasonCharacters;
        private Set<Context> context = Set.of();
        private List<Double> precedents = List.of();
        private List<Double> thresholds = List.of();
        private boolean disagreed;
        private boolean socialEngineering;
        private int cluster = 1;
        private Optional<CorrectionFacts> correction = Optional.empty();
        private OptionalDouble before = OptionalDouble.empty();

        FactsBuilder source(LabelSource value) {
            source = value;
            return this;
        }

        FactsBuilder outcome(Outcome value) {
            outcome = value;
            return this;
        }

        FactsBuilder confidence(double value) {
            confidence = value;
            return this;
        }

        FactsBuilder reasons(int naming, int humanCharacters) {
            namingReasons = naming;
            humanReasonCharacters = humanCharacters;
            return this;
        }

        FactsBuilder context(Context... values) {
            context = Set.of(values);
            return this;
        }

        FactsBuilder precedents(Double... values) {
            precedents = List.of(values);
            return this;
        }

        FactsBuilder thresholds(Double... values) {
            thresholds = List.of(values);
            return this;
        }

        FactsBuilder disagreed() {
            disagreed = true;
            return this;
        }

        FactsBuilder socialEngineering() {
            socialEngineering = true;
            return this;
        }

        FactsBuilder cluster(int value) {
            cluster = value;
            return this;
        }

        FactsBuilder correctionOf(double originalConfidence) {
            correction = Optional.of(new CorrectionFacts(OptionalDouble.of(originalConfidence), false, false, false));
            return this;
        }

        FactsBuilder correction(boolean decision, boolean action, boolean reason) {
            correction = Optional.of(new CorrectionFacts(OptionalDouble.empty(), decision, action, reason));
            return this;
        }

        FactsBuilder before(double value) {
            before = OptionalDouble.of(value);
            return this;
        }

        ScoringFacts build() {
            return new ScoringFacts(
                    source,
                    outcome,
                    confidence,
                    namingReasons,
                    humanReasonCharacters,
                    context,
                    precedents,
                    thresholds,
                    disagreed,
                    socialEngineering,
                    cluster,
                    correction,
                    before);
        }
    }

    @Test
    void keepsTheBreakdownInTheOrderOfTheFactors() {
        Score score = Score.of(new FactsBuilder()
                .source(LabelSource.HUMAN)
                .outcome(Outcome.SUCCESS)
                .build());
        assertEquals(
                List.of(Factor.BASE_CONFIDENCE, Factor.CLEAR_OUTCOME, Factor.HUMAN_VALIDATION),
                List.copyOf(score.points().keySet()));
        assertEquals(
                Map.of(Factor.BASE_CONFIDENCE, 1_750, Factor.CLEAR_OUTCOME, 1_500, Factor.HUMAN_VALIDATION, 2_000),
                score.points());
    }
}

package dev.becas.finetuning.scoring;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A score with its reasons: what each factor gave, the sum, the tier, and the floor that lifted the tier if one did.
///
/// @param points what each factor that holds gave, in basis points, in the order of [Factor]
/// @param floor  why the tier is higher than the sum earns; empty when no floor applies
public record Score(Map<Factor, Integer> points, Optional<TierFloor> floor) {
    /// No example scores higher.
    public static final int BASIS_POINTS_MAX = 10_000;

    private static final int STRENGTHENING_PRECEDENTS_MIN = 2;

    public Score {
        Map<Factor, Integer> ordered = new EnumMap<>(Factor.class);
        ordered.putAll(points);
        points = Collections.unmodifiableMap(ordered);
    }

    /// Scores one example.
    public static Score of(ScoringFacts facts) {
        Map<Factor, Integer> points = new EnumMap<>(Factor.class);
        for (Factor factor : Factor.values()) {
            int given = factor.points(facts);
            if (given > 0) {
                points.put(factor, given);
            }
        }
        return new Score(points, floorOf(facts));
    }

    /// The sum, capped.
    public int basisPoints() {
        int sum = points.values().stream().mapToInt(Integer::intValue).sum();
        return Math.min(BASIS_POINTS_MAX, sum);
    }

    /// What all factors give that time cannot change: without outcome and common pattern, not capped.
    public int fixedBasisPoints() {
        return points.entrySet().stream()
                .filter(entry -> entry.getKey() != Factor.CLEAR_OUTCOME && entry.getKey() != Factor.COMMON_PATTERN)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /// The sum, capped, from its stored half.
    ///
    /// @param fixedBasisPoints what [#fixedBasisPoints()] was
    /// @param clearOutcome     whether the outcome is known by now
    /// @param commonPattern    whether it is a common pattern by now
    public static int basisPoints(int fixedBasisPoints, boolean clearOutcome, boolean commonPattern) {
        int sum = fixedBasisPoints
                + (clearOutcome ? Factor.CLEAR_OUTCOME.basisPoints() : 0)
                + (commonPattern ? Factor.COMMON_PATTERN.basisPoints() : 0);
        return Math.min(BASIS_POINTS_MAX, sum);
    }

    /// The tier: what the sum earns, or gold where a floor holds.
    public Tier tier() {
        return floor.isPresent() ? Tier.GOLD : Tier.of(basisPoints());
    }

    private static Optional<TierFloor> floorOf(ScoringFacts facts) {
        if (facts.correction().filter(CorrectionFacts::isComplete).isPresent()) {
            return Optional.of(TierFloor.COMPLETE_CORRECTION);
        }
        boolean strengthened = facts.confidenceBeforeRecall().isPresent()
                && facts.confidence() > facts.confidenceBeforeRecall().getAsDouble();
        return strengthened && facts.precedentSimilarities().size() >= STRENGTHENING_PRECEDENTS_MIN
                ? Optional.of(TierFloor.STRENGTHENED_BY_PRECEDENTS)
                : Optional.empty();
    }
}

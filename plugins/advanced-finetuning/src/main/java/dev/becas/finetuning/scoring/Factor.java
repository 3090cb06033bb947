package dev.becas.finetuning.scoring;

import dev.becas.kernel.flow.LabelSource;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// The nine factors of a score and what each is worth, in basis points.
///
/// Confidences are compared as the decimals they were written as: in binary floating point 0.8 is more than 0.1 away
/// from 0.7, and an example would change its tier for that.
public enum Factor {
    BASE_CONFIDENCE(3_500),
    DETAILED_REASONING(1_500),
    CLEAR_OUTCOME(1_500),
    HUMAN_VALIDATION(2_000),
    RAG_ENHANCEMENT(1_000),
    SEVERAL_PRECEDENTS(500),
    CONTEXTUAL_DATA(1_000),
    EDGE_CASE(1_000),
    COMMON_PATTERN(500);

    /// A cluster seen this often is a common pattern.
    public static final int COMMON_FROM = 5;

    private static final int CONTEXT_KINDS_MIN = 2;
    private static final int NAMING_REASONS_MIN = 2;
    private static final int HUMAN_REASON_CHARACTERS_MIN = 20;
    private static final int CLOSE_PRECEDENTS_MIN = 3;
    private static final double CLOSE_PRECEDENT_SIMILARITY_MIN = 0.75;
    private static final double SURE_CONFIDENCE_MIN = 0.8;
    private static final BigDecimal NEAR_THRESHOLD_MAX = new BigDecimal("0.1");

    private final int basisPoints;

    Factor(int basisPoints) {
        this.basisPoints = basisPoints;
    }

    /// What the factor is worth at most.
    public int basisPoints() {
        return basisPoints;
    }

    /// Whether the factor is true of an example with these facts.
    public boolean holds(ScoringFacts facts) {
        return switch (this) {
            case BASE_CONFIDENCE -> true;
            case DETAILED_REASONING -> isReasonedInDetail(facts);
            case CLEAR_OUTCOME -> facts.outcome() != Outcome.UNCERTAIN;
            case HUMAN_VALIDATION -> facts.labelSource() == LabelSource.HUMAN;
            case RAG_ENHANCEMENT -> !facts.precedentSimilarities().isEmpty();
            case SEVERAL_PRECEDENTS -> hasSeveralPrecedents(facts);
            case CONTEXTUAL_DATA -> facts.context().size() >= CONTEXT_KINDS_MIN;
            case EDGE_CASE -> isEdgeCase(facts);
            case COMMON_PATTERN -> facts.clusterSize() >= COMMON_FROM && !isEdgeCase(facts);
        };
    }

    /// What the factor adds to the score of an example with these facts.
    public int points(ScoringFacts facts) {
        if (!holds(facts)) {
            return 0;
        }
        return this == BASE_CONFIDENCE ? shareOf(basisPoints, facts.confidence()) : basisPoints;
    }

    /// Two reasons that each name something seen, or one that a person took the trouble to write out.
    private static boolean isReasonedInDetail(ScoringFacts facts) {
        return facts.namingReasons() >= NAMING_REASONS_MIN
                || facts.humanReasonCharacters() >= HUMAN_REASON_CHARACTERS_MIN;
    }

    private static boolean hasSeveralPrecedents(ScoringFacts facts) {
        return facts.precedentSimilarities().stream()
                        .filter(similarity -> similarity >= CLOSE_PRECEDENT_SIMILARITY_MIN)
                        .count()
                >= CLOSE_PRECEDENTS_MIN;
    }

    /// Where a model learns most: talked into it, overturned though sure, disputed between analysers, or on the line.
    private static boolean isEdgeCase(ScoringFacts facts) {
        return facts.socialEngineering()
                || facts.analysersDisagreed()
                || overturnsASureDecision(facts)
                || facts.thresholds().stream().anyMatch(threshold -> isNear(facts.decisionConfidence(), threshold));
    }

    private static boolean overturnsASureDecision(ScoringFacts facts) {
        return facts.correction()
                .filter(correction -> correction.originalConfidence().isPresent()
                        && correction.originalConfidence().getAsDouble() >= SURE_CONFIDENCE_MIN)
                .isPresent();
    }

    private static boolean isNear(double confidence, double threshold) {
        return BigDecimal.valueOf(confidence)
                        .subtract(BigDecimal.valueOf(threshold))
                        .abs()
                        .compareTo(NEAR_THRESHOLD_MAX)
                <= 0;
    }

    private static int shareOf(int basisPoints, double confidence) {
        return BigDecimal.valueOf(basisPoints)
                .multiply(BigDecimal.valueOf(confidence))
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact();
    }
}

package dev.becas.finetuning.scoring;

import dev.becas.kernel.flow.LabelSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Everything the factors look at, and nothing else: a plain record, so that each factor can be tried alone.
///
/// @param labelSource            who said what is right
/// @param outcome                how the AI's own decision turned out
/// @param confidence             of the label, 0 to 1
/// @param namingReasons          how many reasons name something seen: a span, a rule, an indicator, a figure
/// @param humanReasonCharacters  how long the reason is that a person typed; 0 when there is none
/// @param context                the kinds of context that were shown
/// @param precedentSimilarities  similarity of each precedent shown, 0 to 1
/// @param thresholds             the decision's thresholds, 0 to 1
/// @param analysersDisagreed     whether two analysers said different things
/// @param socialEngineering      whether it is a scam that talks its victim into something
/// @param clusterSize            how often its near-duplicate cluster has been seen, itself included
/// @param correction             present when it is a moderator's correction
/// @param confidenceBeforeRecall confidence before precedents were shown; present when the decision was made again
public record ScoringFacts(
        LabelSource labelSource,
        Outcome outcome,
        double confidence,
        int namingReasons,
        int humanReasonCharacters,
        Set<Context> context,
        List<Double> precedentSimilarities,
        List<Double> thresholds,
        boolean analysersDisagreed,
        boolean socialEngineering,
        int clusterSize,
        Optional<CorrectionFacts> correction,
        OptionalDouble confidenceBeforeRecall) {
    public ScoringFacts {
        requireShare("confidence", confidence);
        precedentSimilarities.forEach(similarity -> requireShare("similarity of a precedent", similarity));
        thresholds.forEach(threshold -> requireShare("threshold", threshold));
        confidenceBeforeRecall.ifPresent(before -> requireShare("confidenceBeforeRecall", before));
        if (namingReasons < 0 || humanReasonCharacters < 0) {
            throw new IllegalArgumentException("reasons must be 0 or more but were " + namingReasons
                    + " that name something and " + humanReasonCharacters + " characters by a person");
        }
        if (clusterSize < 1) {
            throw new IllegalArgumentException("clusterSize must be 1 or more but was " + clusterSize);
        }
        context = context.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(context));
        precedentSimilarities = List.copyOf(precedentSimilarities);
        thresholds = List.copyOf(thresholds);
    }

    /// The barest example: a label with a confidence and nothing else known.
    public static ScoringFacts of(LabelSource labelSource, double confidence) {
        return new ScoringFacts(
                labelSource,
                Outcome.UNCERTAIN,
                confidence,
                0,
                0,
                Set.of(),
                List.of(),
                List.of(),
                false,
                false,
                1,
                Optional.empty(),
                OptionalDouble.empty());
    }

    /// The same facts with what time alone changes: the outcome and how often the pattern has been seen.
    public ScoringFacts asOf(Outcome outcomeThen, int clusterSizeThen) {
        return new ScoringFacts(
                labelSource,
                outcomeThen,
                confidence,
                namingReasons,
                humanReasonCharacters,
                context,
                precedentSimilarities,
                thresholds,
                analysersDisagreed,
                socialEngineering,
                clusterSizeThen,
                correction,
                confidenceBeforeRecall);
    }

    /// How sure the decision itself was: for a correction, the one that was overturned.
    double decisionConfidence() {
        return correction
                .map(CorrectionFacts::originalConfidence)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .orElse(confidence);
    }

    static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1] but was " + value);
        }
    }
}

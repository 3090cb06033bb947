package dev.becas.bot.moderation;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.category.Polarity;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.flow.Reason;
import dev.becas.kernel.flow.Span;
import dev.becas.kernel.flow.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the pipeline holds of a text in one category.
///
/// @param decidedBy `rule`, `links`, `model`, `fallback` or `cleared`, as in `message.decided`
/// @param ruleId the server's rule that is broken
/// @param action what that rule asks for
/// @param dryRun whether the rule only says what it would do
/// @param threshold the confidence from which it acts, when a model said it
/// @param actProbability of the most probable acting label, when a model said it
/// @param disagreed whether another analyser said the opposite
/// @param evidence where it was seen
/// @param domain of the link that it is about
/// @param modelVersion who answered
record Opinion(
        String category,
        String label,
        double confidence,
        LabelSource source,
        String decidedBy,
        List<Reason> reasons,
        List<String> indicators,
        @Nullable String ruleId,
        String action,
        boolean dryRun,
        @Nullable Double threshold,
        double actProbability,
        boolean disagreed,
        List<Span> evidence,
        @Nullable String domain,
        @Nullable String modelVersion) {
    /// How close to its threshold a model's answer is uncertain.
    static final double UNCERTAIN_WITHIN = 0.1;

    Opinion {
        reasons = List.copyOf(reasons);
        indicators = List.copyOf(indicators);
        evidence = List.copyOf(evidence);
    }

    boolean acts() {
        return Categories.named(category).polarity(label) == Polarity.ACT;
    }

    boolean uncertain() {
        return threshold != null && Math.abs(actProbability - threshold) <= UNCERTAIN_WITHIN;
    }

    int severity() {
        return acts() ? Severity.of(action) : 0;
    }

    Verdict verdict() {
        return new Verdict(label, confidence, source, reasons, indicators, List.of());
    }

    Category of() {
        return Categories.named(category);
    }
}

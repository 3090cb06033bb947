package dev.becas.bot.review;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Polarity;
import dev.becas.kernel.flow.Circumstances;
import dev.becas.kernel.flow.Verdict;
import org.jspecify.annotations.Nullable;

/// What had been decided about a message in one category before a person looked.
///
/// @param decisionId the `message.decided` event
/// @param action what was done, or would have been, for this category
/// @param executed whether it was done
record Original(
        String decisionId,
        String category,
        Verdict verdict,
        String action,
        boolean executed,
        @Nullable String ruleId,
        int severity,
        Circumstances circumstances,
        @Nullable String modelVersion) {

    boolean acted() {
        return Categories.named(category).polarity(verdict.label()) == Polarity.ACT;
    }
}

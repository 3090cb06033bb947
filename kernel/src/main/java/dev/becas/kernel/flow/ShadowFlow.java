package dev.becas.kernel.flow;

import dev.becas.kernel.model.ComparisonReport;
import org.jspecify.annotations.Nullable;

/// A candidate in the shadow of the live model, and what people say about their answers.
public sealed interface ShadowFlow extends FlowEvent {

    /// A candidate shall be tested against what is live.
    ///
    /// @param aa true when both are the same model, to test the test
    @Wire("shadow_test.requested")
    record ShadowTestRequested(
            EventHead head,
            String testId,
            String target,
            String category,
            String liveVersion,
            String shadowVersion,
            boolean aa)
            implements ShadowFlow {}

    /// A person labelled an item of the review queue.
    ///
    /// @param itemKind why it was asked, see `ReviewItem.Kind`
    /// @param label what the person says it is
    @Wire("label.given")
    record LabelGiven(
            EventHead head,
            String itemId,
            String itemKind,
            String messageId,
            String category,
            String contentId,
            String label,
            int severity,
            @Nullable String ruleId,
            HumanWord human)
            implements ShadowFlow {}

    /// A test came to an end, with its whole report.
    @Wire("ab_test.completed")
    record AbTestCompleted(EventHead head, String testId, String target, String category, ComparisonReport report)
            implements ShadowFlow {}

    /// A test was stopped before its end, and why.
    @Wire("shadow_test.stopped")
    record ShadowTestStopped(EventHead head, String testId, String target, String reason) implements ShadowFlow {}
}

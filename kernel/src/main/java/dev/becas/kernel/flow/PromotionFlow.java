package dev.becas.kernel.flow;

import org.jspecify.annotations.Nullable;

/// From evidence to service, and back. Published by the orchestrator and by people's commands.
public sealed interface PromotionFlow extends FlowEvent {

    /// A target's pipeline went from one stage to another.
    @Wire("pipeline.stage_changed")
    record StageChanged(EventHead head, String target, String from, String to, String reason)
            implements PromotionFlow {}

    /// A candidate has its evidence and waits for approval.
    @Wire("fine_tuning.ready_for_promotion")
    record ReadyForPromotion(EventHead head, String target, String version, String testId, int approvalsWanted)
            implements PromotionFlow {}

    /// A person approved or refused a promotion.
    ///
    /// @param reasonContentId the content with the person's own words, when there are any
    @Wire(value = "promotion.answered", version = 2)
    record PromotionAnswered(
            EventHead head,
            String target,
            String version,
            boolean approved,
            String approverKey,
            String reason,
            @Nullable String reasonContentId)
            implements PromotionFlow {
        public PromotionAnswered {
            reasonContentId = TypedWords.contentId(reason, reasonContentId);
            reason = TypedWords.sentence(reason);
        }
    }

    /// A share of requests now goes to another version.
    ///
    /// @param sharePercent of requests that go to `version`, 0 to 100
    /// @param fallback who answers the rest
    /// @param reason a sentence of our own
    /// @param reasonContentId the content with a person's own words, when there are any
    @Wire(value = "model.alias_moved", version = 2)
    record AliasMoved(
            EventHead head,
            String target,
            String version,
            @Nullable String fallback,
            int sharePercent,
            String by,
            String reason,
            @Nullable String reasonContentId)
            implements PromotionFlow {
        public AliasMoved {
            reasonContentId = TypedWords.contentId(reason, reasonContentId);
            reason = TypedWords.sentence(reason);
        }

        /// A move for which our own sentence is the whole reason.
        public AliasMoved(
                EventHead head,
                String target,
                String version,
                @Nullable String fallback,
                int sharePercent,
                String by,
                String reason) {
            this(head, target, version, fallback, sharePercent, by, reason, null);
        }
    }

    /// A version answers everything.
    @Wire("fine_tuning.promoted")
    record Promoted(
            EventHead head,
            String target,
            String version,
            @Nullable String before) implements PromotionFlow {}

    /// A version was taken back.
    ///
    /// @param reason a sentence of our own
    /// @param reasonContentId the content with a person's own words, when there are any
    @Wire(value = "fine_tuning.rolled_back", version = 2)
    record RolledBack(
            EventHead head,
            String target,
            String version,
            @Nullable String to,
            String by,
            String reason,
            @Nullable String reasonContentId)
            implements PromotionFlow {
        public RolledBack {
            reasonContentId = TypedWords.contentId(reason, reasonContentId);
            reason = TypedWords.sentence(reason);
        }
    }

    /// Somebody should look.
    @Wire("alert.raised")
    record AlertRaised(EventHead head, String alert, String severity, String sentence) implements PromotionFlow {}
}

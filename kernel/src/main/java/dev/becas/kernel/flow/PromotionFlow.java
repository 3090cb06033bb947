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
    @Wire("promotion.answered")
    record PromotionAnswered(
            EventHead head, String target, String version, boolean approved, String approverKey, String reason)
            implements PromotionFlow {}

    /// A share of requests now goes to another version.
    ///
    /// @param sharePercent of requests that go to `version`, 0 to 100
    /// @param fallback who answers the rest
    @Wire("model.alias_moved")
    record AliasMoved(
            EventHead head,
            String target,
            String version,
            @Nullable String fallback,
            int sharePercent,
            String by,
            String reason)
            implements PromotionFlow {}

    /// A version answers everything.
    @Wire("fine_tuning.promoted")
    record Promoted(
            EventHead head,
            String target,
            String version,
            @Nullable String before) implements PromotionFlow {}

    /// A version was taken back.
    @Wire("fine_tuning.rolled_back")
    record RolledBack(
            EventHead head,
            String target,
            String version,
            @Nullable String to,
            String by,
            String reason) implements PromotionFlow {}

    /// Somebody should look.
    @Wire("alert.raised")
    record AlertRaised(EventHead head, String alert, String severity, String sentence) implements PromotionFlow {}
}

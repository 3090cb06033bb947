package dev.becas.abtesting;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.flow.DecisionFlow.AiCorrection;
import dev.becas.kernel.flow.DecisionFlow.ScamDetected;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.HumanWord;
import dev.becas.kernel.flow.Judged;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.kernel.review.ReviewItem;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What a person said a message is. Truth comes from people alone: never from either model, nor from a rule that one of
/// them used.
///
/// @param eventId the event that says so
/// @param guild the server
/// @param message the message
/// @param category the task
/// @param moderator keyed hash of the person
/// @param label what they say it is
/// @param at when
record Opinion(
        String eventId, String guild, String message, String category, String moderator, String label, Instant at) {

    private static final String GOLDEN = ReviewItem.Kind.GOLDEN.name();

    /// The opinion in an event, when a person stands behind it. Answers to golden items measure the person and are
    /// none.
    static Optional<Opinion> in(FlowEvent event) {
        return switch (event) {
            case LabelGiven label
            when !label.itemKind().contains(GOLDEN) ->
                of(label.head(), label.messageId(), label.category(), label.human(), label.label());
            case AiCorrection correction ->
                of(
                        correction.head(),
                        correction.messageId(),
                        correction.aboutCategory(),
                        correction.human(),
                        correction.label());
            case ViolationDetected violation -> judged(violation.head(), violation.judged(), Categories.VIOLATION);
            case ScamDetected scam -> judged(scam.head(), scam.judged(), Categories.SCAM);
            default -> Optional.empty();
        };
    }

    private static Optional<Opinion> judged(EventHead head, Judged judged, String category) {
        HumanWord human = judged.human();
        return human == null
                ? Optional.empty()
                : of(head, judged.messageId(), category, human, judged.verdict().label());
    }

    private static Optional<Opinion> of(
            EventHead head, String message, String category, HumanWord human, String label) {
        return human.how().equals(GOLDEN.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(new Opinion(
                        head.id(), head.guildId(), message, category, human.moderatorKey(), label, head.at()));
    }
}

package dev.becas.kernel.flow;

import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.prompt.PromptField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was decided about messages, by rules, models and people. Published by moderation and review; listened to by
/// collectors and shadow tests.
public sealed interface DecisionFlow extends FlowEvent {

    /// The one decision about a message: exactly one for each message seen and each edit.
    ///
    /// @param category what it is about; the strongest finding, or `violation_detection` when clear
    /// @param action `none, log, delete, warn, timeout, kick, ban`
    /// @param executed false while the server only observes or the rule is on a dry run
    /// @param decidedBy `rule`, `links`, `model`, `fallback` (the model was not there), `cleared`
    @Wire("message.decided")
    record MessageDecided(
            EventHead head,
            String messageId,
            String channelId,
            String authorKey,
            String contentId,
            Provenance provenance,
            String category,
            Verdict verdict,
            String action,
            boolean executed,
            String decidedBy,
            @Nullable String ruleId,
            @Nullable String modelVersion,
            Circumstances circumstances)
            implements DecisionFlow {}

    /// A message was judged for `violation_detection`; also clean samples and what people cleared.
    @Wire("violation.detected")
    record ViolationDetected(EventHead head, Judged judged, List<Span> evidence) implements DecisionFlow {
        public ViolationDetected {
            evidence = List.copyOf(evidence);
        }
    }

    /// A message was judged for `scam_detection`; also clean samples and what people cleared.
    @Wire("scam.detected")
    record ScamDetected(
            EventHead head, Judged judged, @Nullable String domain) implements DecisionFlow {}

    /// An action was taken, by the bot or by a moderator.
    ///
    /// @param by `bot` or the moderator's key
    /// @param observed true when it would have been taken but the server only observes
    @Wire("moderation.action_executed")
    record ActionExecuted(
            EventHead head,
            String messageId,
            String authorKey,
            String category,
            String label,
            String action,
            long durationSeconds,
            int severity,
            String by,
            boolean observed,
            List<Reason> justification)
            implements DecisionFlow {
        public ActionExecuted {
            justification = List.copyOf(justification);
        }
    }

    /// A moderator corrected a decision.
    ///
    /// @param aboutCategory the category of the decision that was wrong
    /// @param original what had been decided
    /// @param originalAction what the bot had done
    /// @param label what should have been said
    /// @param mistake `false_alarm`, `missed`, `wrong_label`, `wrong_action`
    /// @param lessonContentId what to learn from it, in the moderator's words
    @Wire("ai.correction")
    record AiCorrection(
            EventHead head,
            String messageId,
            String channelId,
            String authorKey,
            String contentId,
            Provenance provenance,
            String decisionId,
            String aboutCategory,
            Verdict original,
            String originalAction,
            String label,
            int severity,
            @Nullable String ruleId,
            String mistake,
            HumanWord human,
            @Nullable String lessonContentId,
            Circumstances circumstances)
            implements DecisionFlow {}

    /// The live model answered a request. The shadow sees the same fields, and the same prompt by its digest.
    ///
    /// @param requestId names the request; sampling and shares hang on its hash
    /// @param target whose alias was asked
    /// @param version who answered
    /// @param fields the prompt's lines that no person typed
    /// @param promptDigest SHA-256 of the rendered prompt
    @Wire("model.answered")
    record ModelAnswered(
            EventHead head,
            String requestId,
            String target,
            String category,
            String version,
            String messageId,
            String channelId,
            String contentId,
            List<PromptField> fields,
            int policyVersion,
            String promptDigest,
            String label,
            double confidence)
            implements DecisionFlow {
        public ModelAnswered {
            fields = List.copyOf(fields);
        }
    }
}

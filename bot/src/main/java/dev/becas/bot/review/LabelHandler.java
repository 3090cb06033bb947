package dev.becas.bot.review;

import dev.becas.bot.moderation.GatewayActions;
import dev.becas.bot.moderation.Message;
import dev.becas.bot.moderation.SeenMessages;
import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Polarity;
import dev.becas.kernel.flow.DecisionFlow.ActionExecuted;
import dev.becas.kernel.flow.DecisionFlow.AiCorrection;
import dev.becas.kernel.flow.DecisionFlow.ScamDetected;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.Judged;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.flow.Reason;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.kernel.flow.Verdict;
import dev.becas.kernel.guild.Actions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The subscription `bot.review`: turns a person's label into a correction or a confirmation, once enough people agree.
final class LabelHandler implements Handler {
    /// How long a time-out lasts that a moderator wants.
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private final SeenMessages messages;
    private final Originals originals;
    private final boolean acts;

    /// @param acts whether actions are carried out
    LabelHandler(SeenMessages messages, Originals originals, boolean acts) {
        this.messages = messages;
        this.originals = originals;
        this.acts = acts;
    }

    @Override
    public Effect handle(List<Delivery> batch) {
        List<Effect> effects = new ArrayList<>();
        for (Delivery delivery : batch) {
            if (delivery.event() instanceof LabelGiven label) {
                effects.add(handle(label));
            }
        }
        return tx -> {
            for (Effect effect : effects) {
                effect.write(tx);
            }
        };
    }

    private Effect handle(LabelGiven label) {
        Optional<Message> message = messages.find(label.head().guildId(), label.messageId());
        Optional<Original> original = message.flatMap(m -> originals.find(m, label.category()));
        if (message.isEmpty() || original.isEmpty()) {
            return Effect.NOTHING; // a golden item, or a message that moderation never saw
        }
        return tx -> {
            if (Opinions.settle(tx.sql(), label)) {
                write(tx, label, message.get(), original.get());
            }
        };
    }

    private void write(Tx tx, LabelGiven label, Message message, Original original) {
        if (label.label().equals(original.verdict().label())) {
            tx.publish(confirmation(label, message, original));
            return;
        }
        AiCorrection correction = correction(label, message, original);
        tx.publish(correction);
        String action = remedy(label, original);
        if (!action.isEmpty()) {
            boolean executed = acts && (original.executed() || !action.equals(Actions.NONE));
            ActionExecuted done = action(label, correction, action, !executed);
            tx.publish(done);
            if (executed) {
                tx.outbox(
                        GatewayActions.KIND, correction.head().id(), done.head().id(), done);
            }
        }
    }

    /// What a correction makes good: a false alarm is undone, a missed case gets the action that the person wants.
    private static String remedy(LabelGiven label, Original original) {
        boolean falseAlarm = Categories.named(label.category()).polarity(label.label()) == Polarity.PASS;
        if (falseAlarm) {
            return original.action().equals(Actions.NONE) ? "" : Actions.NONE;
        }
        String wanted = label.human().action();
        return wanted.equals(original.action()) || wanted.equals(Actions.NONE) ? "" : wanted;
    }

    private static FlowEvent confirmation(LabelGiven label, Message message, Original original) {
        Verdict said = original.verdict();
        Verdict verdict = new Verdict(
                label.label(),
                said.confidence(),
                LabelSource.HUMAN,
                said.reasons(),
                said.indicators(),
                said.contextRefs());
        String ruleId = label.ruleId() == null ? original.ruleId() : label.ruleId();
        int severity = Math.max(label.severity(), original.severity());
        Judged judged = new Judged(
                message.messageId(),
                message.channelId(),
                message.authorKey(),
                message.contentId(),
                message.provenance(),
                original.decisionId(),
                verdict,
                severity,
                ruleId,
                original.circumstances(),
                original.modelVersion(),
                label.human());
        return label.category().equals(Categories.SCAM)
                ? new ScamDetected(label.head().next("confirmed", 0), judged, null)
                : new ViolationDetected(label.head().next("confirmed", 0), judged, List.of());
    }

    private static AiCorrection correction(LabelGiven label, Message message, Original original) {
        return new AiCorrection(
                label.head().next("correction", 0),
                message.messageId(),
                message.channelId(),
                message.authorKey(),
                message.contentId(),
                message.provenance(),
                original.decisionId(),
                label.category(),
                original.verdict(),
                original.action(),
                label.label(),
                label.severity(),
                label.ruleId(),
                mistake(label, original),
                label.human(),
                label.human().reasonContentId(),
                original.circumstances());
    }

    private static String mistake(LabelGiven label, Original original) {
        boolean shouldAct = Categories.named(label.category()).polarity(label.label()) == Polarity.ACT;
        if (shouldAct == original.acted()) {
            return "wrong_label";
        }
        return shouldAct ? "missed" : "false_alarm";
    }

    private static ActionExecuted action(LabelGiven label, AiCorrection correction, String action, boolean observed) {
        Reason reason = new Reason(Reason.Kind.NOTE, correction.mistake(), null, "a moderator corrected the decision");
        long seconds = action.equals("timeout") ? TIMEOUT.toSeconds() : 0;
        return new ActionExecuted(
                correction.head().next("action", 0),
                correction.messageId(),
                correction.authorKey(),
                label.category(),
                label.label(),
                action,
                seconds,
                label.severity(),
                label.human().moderatorKey(),
                observed,
                List.of(reason));
    }
}

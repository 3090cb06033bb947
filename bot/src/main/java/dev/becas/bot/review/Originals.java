package dev.becas.bot.review;

import dev.becas.bot.moderation.Message;
import dev.becas.bot.moderation.Severity;
import dev.becas.kernel.bus.Journal;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.category.Polarity;
import dev.becas.kernel.flow.Circumstances;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.DecisionFlow.ScamDetected;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.Judged;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.flow.Reason;
import dev.becas.kernel.flow.Verdict;
import dev.becas.kernel.guild.Actions;
import java.util.List;
import java.util.Optional;

/// Finds in the journal what had been decided: the ids of a message's events derive from the message's own.
final class Originals {
    /// The confidence of "nothing was said".
    private static final double UNSAID = 0.5;

    private final Journal journal;

    Originals(Journal journal) {
        this.journal = journal;
    }

    /// What was decided of a message in a category; empty while it has not been decided.
    Optional<Original> find(Message message, String category) {
        Optional<MessageDecided> decided = event(message.decision().id(), MessageDecided.class);
        return decided.map(d -> d.category().equals(category) ? leading(d) : beside(message, category, d));
    }

    private static Original leading(MessageDecided d) {
        Category category = Categories.named(d.category());
        int severity = category.polarity(d.verdict().label()) == Polarity.ACT ? Severity.of(d.action()) : 0;
        return new Original(
                d.head().id(),
                d.category(),
                d.verdict(),
                d.action(),
                d.executed(),
                d.ruleId(),
                severity,
                d.circumstances(),
                d.modelVersion());
    }

    /// The other category: a finding beside the leading one, else what the model said and was let pass.
    private Original beside(Message message, String category, MessageDecided d) {
        Optional<Judged> finding = journal.find(message.finding(category).id()).flatMap(Originals::judged);
        if (finding.isPresent()) {
            Judged j = finding.get();
            return new Original(
                    d.head().id(),
                    category,
                    j.verdict(),
                    Actions.NONE,
                    false,
                    j.ruleId(),
                    j.severity(),
                    j.circumstances(),
                    j.modelVersion());
        }
        Optional<ModelAnswered> answer = event(message.answer(category).id(), ModelAnswered.class);
        return new Original(
                d.head().id(),
                category,
                passed(category, answer),
                Actions.NONE,
                false,
                null,
                0,
                circumstances(d, answer),
                answer.map(ModelAnswered::version).orElse(null));
    }

    /// A message that was decided in another category passed in this one, whatever the model leaned to.
    private static Verdict passed(String category, Optional<ModelAnswered> answer) {
        String clear = Categories.named(category).clearLabel();
        double confidence = answer.map(a -> a.label().equals(clear) ? a.confidence() : 1 - a.confidence())
                .orElse(UNSAID);
        List<Reason> reasons = answer.map(a ->
                        List.of(new Reason(Reason.Kind.FIGURE, "confidence", null, a.version() + " said " + a.label())))
                .orElse(List.of());
        return new Verdict(clear, confidence, LabelSource.MODEL, reasons, List.of(), List.of());
    }

    private static Circumstances circumstances(MessageDecided d, Optional<ModelAnswered> answer) {
        Circumstances c = d.circumstances();
        return answer.isEmpty()
                ? c
                : new Circumstances(
                        answer.get().fields(),
                        answer.get().policyVersion(),
                        null,
                        false,
                        c.precedents(),
                        c.precedingMessages(),
                        c.authorTrust(),
                        c.raidLevel(),
                        c.channelKind(),
                        c.userHistory());
    }

    private static Optional<Judged> judged(FlowEvent event) {
        return switch (event) {
            case ViolationDetected v -> Optional.of(v.judged());
            case ScamDetected s -> Optional.of(s.judged());
            default -> Optional.empty();
        };
    }

    private <E extends FlowEvent> Optional<E> event(String id, Class<E> type) {
        return journal.find(id).filter(type::isInstance).map(type::cast);
    }
}

package dev.becas.bot.moderation;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.flow.Circumstances;
import dev.becas.kernel.flow.DecisionFlow.ActionExecuted;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.DecisionFlow.ScamDetected;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.Judged;
import dev.becas.kernel.guild.Actions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one decision about a message, made of an opinion a category, and the events that tell of it.
///
/// @param opinions one for each category, in the order of the categories
/// @param answers what models said
/// @param acts whether actions are carried out
record Judgement(Case about, List<Opinion> opinions, List<ModelAnswer> answers, boolean acts) {
    /// How long a time-out lasts.
    static final Duration TIMEOUT = Duration.ofHours(1);

    Judgement {
        opinions = List.copyOf(opinions);
        answers = List.copyOf(answers);
    }

    /// The strongest finding, else the first opinion.
    Opinion leading() {
        return opinions.stream()
                .filter(Opinion::acts)
                .max(Comparator.comparingInt((Opinion o) -> Actions.all().indexOf(o.action()))
                        .thenComparingDouble(Opinion::confidence))
                .orElse(opinions.getFirst());
    }

    /// What is to be done, or would be while the server only observes.
    String action() {
        return leading().acts() ? leading().action() : Actions.NONE;
    }

    boolean executed() {
        return acts && !leading().dryRun() && !action().equals(Actions.NONE);
    }

    MessageDecided decided() {
        Message m = about.message();
        Opinion leading = leading();
        boolean fallback = opinions.stream().anyMatch(o -> o.decidedBy().equals("fallback"));
        String by = leading.acts() ? leading.decidedBy() : fallback ? "fallback" : "cleared";
        return new MessageDecided(
                m.decision(),
                m.messageId(),
                m.channelId(),
                m.authorKey(),
                m.contentId(),
                m.provenance(),
                leading.category(),
                leading.verdict(),
                action(),
                executed(),
                by,
                leading.ruleId(),
                leading.modelVersion(),
                circumstances(leading));
    }

    /// The finding of a category, or its clean sample.
    FlowEvent detected(Opinion opinion) {
        Message m = about.message();
        Judged judged = new Judged(
                m.messageId(),
                m.channelId(),
                m.authorKey(),
                m.contentId(),
                m.provenance(),
                m.decision().id(),
                opinion.verdict(),
                opinion.severity(),
                opinion.ruleId(),
                circumstances(opinion),
                opinion.modelVersion(),
                null);
        return opinion.category().equals(Categories.SCAM)
                ? new ScamDetected(m.finding(opinion.category()), judged, opinion.domain())
                : new ViolationDetected(m.finding(opinion.category()), judged, opinion.evidence());
    }

    List<ModelAnswered> answered() {
        List<ModelAnswered> events = new ArrayList<>();
        Message m = about.message();
        for (ModelAnswer a : answers) {
            events.add(new ModelAnswered(
                    m.answer(a.category().name()),
                    a.requestId(),
                    a.target(),
                    a.category().name(),
                    a.version().name(),
                    m.messageId(),
                    m.channelId(),
                    m.contentId(),
                    about.fields(),
                    about.policyVersion(),
                    a.prompt().digest(),
                    a.label(),
                    a.confidence()));
        }
        return events;
    }

    /// What was done; only when there is something to do.
    ActionExecuted executedAction() {
        Message m = about.message();
        Opinion leading = leading();
        long seconds = action().equals("timeout") ? TIMEOUT.toSeconds() : 0;
        return new ActionExecuted(
                m.action(),
                m.messageId(),
                m.authorKey(),
                leading.category(),
                leading.label(),
                action(),
                seconds,
                leading.severity(),
                "bot",
                !executed(),
                leading.reasons());
    }

    private Circumstances circumstances(Opinion opinion) {
        AuthorState author = about.author();
        @Nullable Integer trust = author.isKnown() ? author.trustPoints() : null;
        @Nullable Integer history = author.isKnown() ? author.cases() : null;
        return new Circumstances(
                about.fields(),
                about.policyVersion(),
                opinion.threshold(),
                opinion.disagreed(),
                List.of(),
                about.precedingMessages(),
                trust,
                null,
                about.policy().channelKind(about.message().channelId()),
                history);
    }
}

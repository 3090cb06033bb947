package dev.becas.bot.review;

import dev.becas.bot.moderation.Message;
import dev.becas.bot.moderation.SeenMessages;
import dev.becas.kernel.bus.Journal;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.Reason;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.kernel.review.ReviewQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `explain <messageId>`: why a message was decided as it was, and what people said of it.
final class ExplainCommand {
    private final PluginContext context;
    private final SeenMessages messages;

    ExplainCommand(PluginContext context, SeenMessages messages) {
        this.context = context;
        this.messages = messages;
    }

    List<Command> all() {
        return List.of(new Command(
                "explain",
                "Tells why a message was decided as it was.",
                List.of(new Parameter("messageId", "the platform's id of the message", true)),
                List.of(Option.value("guild", "the server, where several have a message of this id", "")),
                this::explain));
    }

    /// What is told of a message.
    private record Explanation(MessageDecided decision, List<ModelAnswered> answers, List<ReviewQueue.Given> people) {}

    private CommandResult explain(CommandCall call) {
        String id = call.required("messageId");
        List<Message> found = call.find("guild")
                .map(guild -> messages.find(guild, id).stream().toList())
                .orElseGet(() -> messages.find(id));
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no message '" + id + "' was seen");
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("several servers have a message '" + id + "': say which with --guild");
        }
        Optional<Explanation> explanation = explanation(found.getFirst());
        return explanation
                .map(e -> CommandResult.ok(text(e), e))
                .orElseGet(() -> CommandResult.failed("message '" + id + "' is not decided yet", List.of()));
    }

    private Optional<Explanation> explanation(Message message) {
        Journal journal = context.bus().journal();
        Optional<MessageDecided> decided = journal.find(message.decision().id())
                .filter(MessageDecided.class::isInstance)
                .map(MessageDecided.class::cast);
        List<ModelAnswered> answers = new ArrayList<>();
        List<ReviewQueue.Given> people = new ArrayList<>();
        for (String category : List.of("violation_detection", "scam_detection")) {
            journal.find(message.answer(category).id())
                    .filter(ModelAnswered.class::isInstance)
                    .map(ModelAnswered.class::cast)
                    .ifPresent(answers::add);
            people.addAll(context.reviews()
                    .answers(ReviewQueue.itemId(message.head().guildId(), message.messageId(), category)));
        }
        return decided.map(d -> new Explanation(d, answers, people));
    }

    private static String text(Explanation e) {
        MessageDecided d = e.decision();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s of %s: %s at %.2f, decided by %s, action %s%s",
                d.category(),
                d.messageId(),
                d.verdict().label(),
                d.verdict().confidence(),
                d.decidedBy(),
                d.action(),
                d.executed() || d.action().equals("none") ? "" : " (only observed)"));
        for (Reason reason : d.verdict().reasons()) {
            text.append(System.lineSeparator()).append("  because ").append(reason.sentence());
        }
        for (ModelAnswered a : e.answers()) {
            text.append(System.lineSeparator())
                    .append(String.format(
                            Locale.ROOT, "  %s answered %s at %.2f", a.version(), a.label(), a.confidence()));
        }
        for (ReviewQueue.Given given : e.people()) {
            text.append(System.lineSeparator())
                    .append("  a person said ")
                    .append(given.label())
                    .append(" at ")
                    .append(given.at());
        }
        return text.toString();
    }
}

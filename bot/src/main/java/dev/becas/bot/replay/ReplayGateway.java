package dev.becas.bot.replay;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.MessageFlow.AdminAsked;
import dev.becas.kernel.flow.MessageFlow.MemberJoined;
import dev.becas.kernel.flow.MessageFlow.MemberLeft;
import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import dev.becas.kernel.flow.MessageFlow.MessageEdited;
import dev.becas.kernel.flow.MessageFlow.MessageReported;
import dev.becas.kernel.flow.MessageFlow.MessageSeen;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.time.BecasClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replays a conversation at a [Pace]. Time moves in ticks: the messages of an interval are
/// published and handled; then people act; then timers run. Each step waits until nothing is pending, so that one
/// conversation and seed lead to one result, also when the run was killed in between and goes on: ids are the same, and
/// what is there is there.
public final class ReplayGateway {
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(15);

    private final Kernel kernel;
    private final BecasClock.Conversation clock;
    private final ReplaySettings settings;
    private final Path ledgerFile;
    private final Pace pace;

    /// @param ledgerFile outside the store: what was acknowledged
    public ReplayGateway(
            Kernel kernel, BecasClock.Conversation clock, ReplaySettings settings, Path ledgerFile, Pace pace) {
        this.kernel = kernel;
        this.clock = clock;
        this.settings = settings;
        this.ledgerFile = ledgerFile;
        this.pace = pace;
    }

    /// What a replay did.
    ///
    /// @param lines good lines of this run
    /// @param badLines lines that were passed over
    /// @param published events that were new
    public record Replayed(int lines, int badLines, int published, Instant end) {}

    /// Replays the lines after `resumeAfter`, which is the end of the last tick that is known to be done, or null.
    public Replayed run(Path conversation, @Nullable Instant resumeAfter, ReplayHooks hooks) throws Exception {
        try (ConversationReader reader = new ConversationReader(conversation, hooks::complaint);
                Ledger ledger = new Ledger(ledgerFile)) {
            Run run = new Run(reader, ledger, hooks);
            kernel.bus().awaitQuiet(QUIET_WITHIN);
            return run.all(resumeAfter);
        }
    }

    private final class Run {
        private final ConversationReader reader;
        private final Ledger ledger;
        private final ReplayHooks hooks;
        private final List<ConversationLine> waiting = new ArrayList<>();
        private int lines;
        private int published;

        Run(ConversationReader reader, Ledger ledger, ReplayHooks hooks) {
            this.reader = reader;
            this.ledger = ledger;
            this.hooks = hooks;
        }

        Replayed all(@Nullable Instant resumeAfter) throws Exception {
            Instant end = null;
            for (ConversationLine line = reader.next(); line != null; line = reader.next()) {
                if (resumeAfter != null && !line.at().isAfter(resumeAfter)) {
                    continue;
                }
                if (end == null) {
                    end = resumeAfter == null ? line.at().plus(settings.tick()) : resumeAfter.plus(settings.tick());
                }
                while (line.at().isAfter(end)) {
                    endTick(end);
                    end = end.plus(settings.tick());
                }
                if (pace.early(line.at())) {
                    publish();
                    pace.await(line.at());
                }
                waiting.add(line);
                lines++;
                if (waiting.size() >= settings.chunk()) {
                    publish();
                }
            }
            Instant last = end == null ? clock.instant() : end;
            endTick(last);
            return new Replayed(lines, reader.bad(), published, last);
        }

        private void endTick(Instant end) throws Exception {
            publish();
            pace.await(end);
            kernel.bus().awaitQuiet(QUIET_WITHIN);
            clock.moveTo(end);
            hooks.people(end, reader.share());
            kernel.bus().awaitQuiet(QUIET_WITHIN);
            kernel.bus().publish(ClockTicked.at(end));
            kernel.bus().awaitQuiet(QUIET_WITHIN);
            hooks.ticked(end, reader.share());
        }

        private void publish() throws Exception {
            if (waiting.isEmpty()) {
                return;
            }
            List<FlowEvent> added = new ArrayList<>();
            kernel.bus().write("replay", tx -> {
                added.clear();
                for (ConversationLine line : waiting) {
                    FlowEvent event = event(tx, line);
                    if (tx.publish(event)) {
                        added.add(event);
                    }
                }
            });
            waiting.clear();
            published += added.size();
            if (!added.isEmpty()) {
                ledger.acknowledged(added);
            }
        }
    }

    private FlowEvent event(Tx tx, ConversationLine line) throws IOException {
        String guild = line.guild();
        return switch (line.type()) {
            case "message" -> message(tx, line);
            case "edit" -> edited(tx, line);
            case "delete" -> new MessageDeleted(head("delete", line, line.text("id")), line.text("id"));
            case "join" ->
                new MemberJoined(
                        head("join", line, line.text("author")), key(tx, guild, line.text("author")), createdAt(line));
            case "leave" ->
                new MemberLeft(head("leave", line, line.text("author")), key(tx, guild, line.text("author")));
            case "report" -> reported(tx, line);
            case "command" -> asked(tx, line);
            default -> throw new IOException("unknown type " + line.type());
        };
    }

    private MessageSeen message(Tx tx, ConversationLine line) {
        EventHead head = EventHead.root("replay", line.guild() + "/" + line.text("id"), line.guild(), line.at());
        String author = key(tx, line.guild(), line.text("author"));
        String content = keep(tx, head, author, "message", line.text("text"));
        return new MessageSeen(
                head,
                line.text("channel"),
                line.text("id"),
                author,
                content,
                line.optional("replyTo"),
                line.fields().path("attachments").size(),
                settings.provenance());
    }

    private MessageEdited edited(Tx tx, ConversationLine line) {
        EventHead head = head("edit", line, line.text("id") + "/" + Ids.of(line.text("text")));
        String author = key(tx, line.guild(), line.optional("author") == null ? "unknown" : line.text("author"));
        return new MessageEdited(head, line.text("id"), keep(tx, head, author, "message", line.text("text")));
    }

    private MessageReported reported(Tx tx, ConversationLine line) {
        EventHead head = head("report", line, line.text("messageId") + "/" + line.text("author"));
        String reporter = key(tx, line.guild(), line.text("author"));
        String content = line.text("text").isEmpty() ? null : keep(tx, head, reporter, "report", line.text("text"));
        return new MessageReported(head, line.text("messageId"), reporter, content);
    }

    private AdminAsked asked(Tx tx, ConversationLine line) {
        EventHead head = head("command", line, line.text("author") + "/" + line.at());
        String author = key(tx, line.guild(), line.text("author"));
        return new AdminAsked(head, line.text("channel"), author, keep(tx, head, author, "command", line.text("text")));
    }

    private String keep(Tx tx, EventHead head, String author, String kind, String text) {
        String id = Ids.derive(head.id(), "content", 0);
        tx.content(id, head.guildId(), author, kind, settings.provenance(), text, head.at());
        return id;
    }

    private String key(Tx tx, String guild, String author) {
        return kernel.authors().keyOf(tx, guild, author);
    }

    private static EventHead head(String type, ConversationLine line, String what) {
        return EventHead.root("replay-" + type, line.guild() + "/" + what + "/" + line.at(), line.guild(), line.at());
    }

    private static @Nullable Instant createdAt(ConversationLine line) {
        String text = line.optional("accountCreatedAt");
        return text == null ? null : Instant.parse(text);
    }
}

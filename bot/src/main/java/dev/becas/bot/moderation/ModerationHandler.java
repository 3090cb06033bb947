package dev.becas.bot.moderation;

import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.flow.DecisionFlow.ActionExecuted;
import dev.becas.kernel.flow.DecisionFlow.AiCorrection;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.MessageFlow.MessageEdited;
import dev.becas.kernel.flow.MessageFlow.MessageReported;
import dev.becas.kernel.flow.MessageFlow.MessageSeen;
import dev.becas.kernel.guild.Actions;
import dev.becas.kernel.review.ReviewItem;
import dev.becas.kernel.review.ReviewItem.Kind;
import dev.becas.kernel.review.ReviewQueue;
import dev.becas.kernel.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The subscription `bot.moderation`: what feeds back into decisions (trust, flood windows) is read and written here
/// alone, in the order of the server's events.
final class ModerationHandler implements Handler {
    private final Pipeline pipeline;
    private final ContentStore contents;
    private final ReviewQueue reviews;
    private final CleanSamples cleanSamples;
    private final Authors authors;
    private final SeenMessages messages;
    private final Map<String, GuildState> guilds = new ConcurrentHashMap<>();

    ModerationHandler(
            Pipeline pipeline, ContentStore contents, ReviewQueue reviews, CleanSamples cleanSamples, Store store) {
        this.pipeline = pipeline;
        this.contents = contents;
        this.reviews = reviews;
        this.cleanSamples = cleanSamples;
        this.authors = new Authors(store);
        this.messages = new SeenMessages(store);
    }

    /// What it wants.
    static Set<Class<? extends FlowEvent>> events() {
        return Set.of(MessageSeen.class, MessageEdited.class, MessageReported.class, AiCorrection.class);
    }

    @Override
    public Effect handle(List<Delivery> batch) {
        Map<String, String> texts = contents.texts(contentIds(batch));
        Map<String, GuildState> states = new LinkedHashMap<>();
        authorsOf(batch).forEach((guildId, keys) -> {
            GuildState guild = guild(guildId);
            guild.read(keys);
            states.put(guildId, guild);
        });
        List<Effect> effects = new ArrayList<>();
        for (Delivery delivery : batch) {
            GuildState guild = states.computeIfAbsent(delivery.event().head().guildId(), this::guild);
            effects.add(handle(delivery.event(), guild, texts));
        }
        List<GuildState.Changes> changes =
                states.values().stream().map(GuildState::takeChanges).toList();
        return tx -> {
            for (Effect effect : effects) {
                effect.write(tx);
            }
            for (GuildState.Changes change : changes) {
                SeenMessages.write(tx, change.messages().values());
                Authors.write(tx, change.guildId(), change.authors());
            }
        };
    }

    /// A state that ran ahead of the store is of no use; the other lane's are read again too, which harms nothing.
    @Override
    public void lost() {
        guilds.clear();
    }

    private GuildState guild(String guildId) {
        return guilds.computeIfAbsent(guildId, id -> new GuildState(id, authors, messages));
    }

    /// Who writes in a batch, by server: what is known of them is read at once.
    private static Map<String, Set<String>> authorsOf(List<Delivery> batch) {
        Map<String, Set<String>> authors = new LinkedHashMap<>();
        for (Delivery delivery : batch) {
            if (delivery.event() instanceof MessageSeen e) {
                authors.computeIfAbsent(e.head().guildId(), id -> new LinkedHashSet<>())
                        .add(e.authorKey());
            }
        }
        return authors;
    }

    private static List<String> contentIds(List<Delivery> batch) {
        List<String> ids = new ArrayList<>();
        for (Delivery delivery : batch) {
            switch (delivery.event()) {
                case MessageSeen e -> ids.add(e.contentId());
                case MessageEdited e -> ids.add(e.contentId());
                default -> {}
            }
        }
        return ids;
    }

    private Effect handle(FlowEvent event, GuildState guild, Map<String, String> texts) {
        return switch (event) {
            case MessageSeen e -> judge(message(e), true, guild, texts);
            case MessageEdited e ->
                guild.message(e.messageId())
                        .map(before -> judge(edited(before, e), false, guild, texts))
                        .orElse(Effect.NOTHING); // posted before Becas was there: nothing to judge it by
            case MessageReported e ->
                guild.message(e.messageId()).map(m -> reported(m, e)).orElse(Effect.NOTHING);
            case AiCorrection e -> corrected(e, guild);
            default -> throw new IllegalArgumentException("moderation does not want " + event.wireName());
        };
    }

    private Effect judge(Message message, boolean posted, GuildState guild, Map<String, String> texts) {
        String content = texts.getOrDefault(message.contentId(), ""); // erased before it was read: an empty text
        return consequences(pipeline.judge(message, content, posted, guild));
    }

    private Consequences consequences(Judgement judgement) {
        Message message = judgement.about().message();
        EventHead decision = message.decision();
        List<FlowEvent> events = new ArrayList<>(judgement.answered());
        List<ReviewItem> asked = new ArrayList<>();
        events.add(judgement.decided());
        for (Opinion opinion : judgement.opinions()) {
            boolean sampled = cleanSamples.takes(opinion, message);
            if (opinion.acts() || sampled) {
                events.add(judgement.detected(opinion));
            }
            if (sampled) {
                asked.add(Questions.about(message, opinion.category(), Kind.AUDIT, opinion.label(), decision));
            }
        }
        ActionExecuted order = null;
        if (!judgement.action().equals(Actions.NONE)) {
            ActionExecuted action = judgement.executedAction();
            events.add(action);
            order = judgement.executed() && !judgement.action().equals("log") ? action : null;
        }
        asked.addAll(Questions.about(judgement));
        return new Consequences(reviews, decision.id(), events, asked, order);
    }

    private Effect reported(Message message, MessageReported report) {
        List<ReviewItem> asked = new ArrayList<>();
        for (String category : Pipeline.CATEGORIES) {
            asked.add(Questions.about(message, category, Kind.REPORTED, null, report.head()));
        }
        return tx -> asked.forEach(item -> reviews.ask(tx, item));
    }

    private static Effect corrected(AiCorrection correction, GuildState guild) {
        Instant now = correction.head().at();
        AuthorState before = guild.author(correction.authorKey(), now);
        Optional<AuthorState> after = switch (correction.mistake()) {
            case "false_alarm" -> Optional.of(before.afterFalseAlarm());
            case "missed" -> Optional.of(before.afterMissedCase(correction.severity()));
            default -> Optional.empty();
        };
        after.ifPresent(state -> guild.remember(correction.authorKey(), state));
        return Effect.NOTHING;
    }

    private static Message message(MessageSeen e) {
        return new Message(e.head(), e.messageId(), e.channelId(), e.authorKey(), e.contentId(), e.provenance());
    }

    private static Message edited(Message before, MessageEdited e) {
        return new Message(
                e.head(), e.messageId(), before.channelId(), before.authorKey(), e.contentId(), before.provenance());
    }
}

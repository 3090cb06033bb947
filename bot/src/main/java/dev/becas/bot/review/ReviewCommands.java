package dev.becas.bot.review;

import dev.becas.bot.moderation.Severity;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.kernel.guild.Actions;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.kernel.review.ReviewItem;
import dev.becas.kernel.review.ReviewQueue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `review next | list | label | skip`: how people, and the moderator of a replayed conversation, answer questions.
final class ReviewCommands {
    /// Items that one call shows.
    private static final int SHOWN_MAX = 1_000;

    private final PluginContext context;
    private final ReviewQueue queue;

    ReviewCommands(PluginContext context) {
        this.context = context;
        this.queue = context.reviews();
    }

    List<Command> all() {
        Parameter item = new Parameter("item", "the item's id, from review next", true);
        Option guild = Option.value("guild", "only of this server", "");
        Option max = Option.value("max", "at most this many, 1 to " + SHOWN_MAX, "1");
        return List.of(
                new Command(
                        "review next",
                        "Shows what waits for your answer, oldest first, and keeps it for you.",
                        List.of(),
                        List.of(guild, max),
                        this::next),
                new Command(
                        "review list",
                        "Lists what is open, without keeping it.",
                        List.of(),
                        List.of(
                                guild,
                                Option.value("max", "at most this many, 1 to " + SHOWN_MAX, "20"),
                                Option.value("since", "only what was asked at or after this instant (ISO 8601)", "")),
                        this::list),
                new Command(
                        "review label",
                        "Says what a case is.",
                        List.of(item, new Parameter("label", "one of the category's labels", true)),
                        List.of(
                                Option.value("reason", "why, in your words", ""),
                                Option.value("action", "what shall be done: " + String.join(", ", Actions.all()), ""),
                                Option.value("severity", "0 to 3", ""),
                                Option.value("rule", "the server's rule that it breaks", "")),
                        this::label),
                new Command("review skip", "Gives an item back unanswered.", List.of(item), List.of(), this::skip));
    }

    /// An item as it is shown: a blind one does not show what the bot said.
    private record Shown(
            String item,
            String guild,
            String messageId,
            String channel,
            String category,
            List<String> labels,
            List<ReviewItem.Kind> kinds,
            @Nullable String proposed,
            Instant at,
            @Nullable String text) {}

    private CommandResult next(CommandCall call) throws Exception {
        Instant now = context.clock().instant();
        int max = (int) call.number("max", 1, SHOWN_MAX);
        List<ReviewItem> items = new ArrayList<>();
        context.bus().write("review next", tx -> {
            items.clear();
            for (String guild : call.find("guild").map(List::of).orElseGet(this::guildsWithOpenItems)) {
                items.addAll(queue.next(guild, context.authors().keyOf(tx, guild, call.actor()), now, max));
            }
            items.sort(Comparator.comparing(ReviewItem::at).thenComparing(ReviewItem::itemId));
            items.subList(Math.min(max, items.size()), items.size()).clear();
            for (ReviewItem item : items) {
                queue.claim(tx, item.itemId(), context.authors().keyOf(tx, item.guildId(), call.actor()), now);
            }
        });
        return result(items, true);
    }

    private List<String> guildsWithOpenItems() {
        return context.store()
                .read(h -> h.createQuery("SELECT DISTINCT guild FROM review_item WHERE state = 'open' ORDER BY guild")
                        .mapTo(String.class)
                        .list());
    }

    /// Reads the queue itself: unlike `next` it hides nothing that others keep or this person has answered.
    private CommandResult list(CommandCall call) {
        Instant since = call.find("since").map(ReviewCommands::instant).orElse(Instant.EPOCH);
        int max = (int) call.number("max", 1, SHOWN_MAX);
        List<String> ids = context.store()
                .read(h -> h.createQuery("""
                        SELECT id FROM review_item WHERE state = 'open' AND at >= :since AND (:guild IS NULL OR guild = :guild)
                          AND (expires_at IS NULL OR expires_at > :now)
                        ORDER BY at, id LIMIT :max""")
                        .bind("since", since.toEpochMilli())
                        .bind("guild", call.find("guild").orElse(null))
                        .bind("now", context.clock().instant().toEpochMilli())
                        .bind("max", max)
                        .mapTo(String.class)
                        .list());
        List<ReviewItem> items = new ArrayList<>();
        ids.forEach(id -> queue.find(id).ifPresent(items::add));
        return result(items, false);
    }

    private CommandResult label(CommandCall call) throws Exception {
        String item = call.required("item");
        String label = call.required("label");
        String action = call.find("action").map(Actions::require).orElse("");
        ReviewItem asked = queue.find(item)
                .orElseThrow(() -> new IllegalArgumentException("there is no review item '" + item + "'"));
        Categories.named(asked.category()).requireLabel(label);
        int severity = call.find("severity").isPresent()
                ? (int) call.number("severity", 0, 3)
                : severity(asked, label, action);
        Instant now = context.clock().instant();
        List<LabelGiven> given = new ArrayList<>();
        context.bus().write("review label", tx -> {
            String moderator = context.authors().keyOf(tx, asked.guildId(), call.actor());
            given.add(queue.answer(
                    tx,
                    new ReviewQueue.Answer(
                            item,
                            moderator,
                            label,
                            severity,
                            call.find("rule").orElse(null),
                            action,
                            call.find("reason").orElse(""),
                            now)));
        });
        LabelGiven event = given.getLast();
        return CommandResult.ok(
                item + ": " + label + ", thank you",
                Map.of("item", item, "label", label, "event", event.head().id()));
    }

    private static int severity(ReviewItem item, String label, String action) {
        boolean passes = Categories.named(item.category()).passLabels().contains(label);
        return passes ? 0 : Severity.of(action);
    }

    private CommandResult skip(CommandCall call) throws Exception {
        String item = call.required("item");
        ReviewItem asked = queue.find(item)
                .orElseThrow(() -> new IllegalArgumentException("there is no review item '" + item + "'"));
        context.bus()
                .write(
                        "review skip",
                        tx -> queue.skip(tx, item, context.authors().keyOf(tx, asked.guildId(), call.actor())));
        return CommandResult.ok(item + " is back in the queue", Map.of("item", item));
    }

    private CommandResult result(List<ReviewItem> items, boolean withText) {
        Map<String, String> texts = withText
                ? context.contents()
                        .texts(items.stream().map(ReviewItem::contentId).toList())
                : Map.of();
        List<Shown> shown =
                items.stream().map(i -> shown(i, texts.get(i.contentId()))).toList();
        StringBuilder text = new StringBuilder(items.isEmpty() ? "Nothing waits for an answer." : "");
        for (Shown one : shown) {
            text.append(text.isEmpty() ? "" : System.lineSeparator()).append(line(one));
        }
        return CommandResult.ok(text.toString(), shown);
    }

    private static Shown shown(ReviewItem i, @Nullable String text) {
        return new Shown(
                i.itemId(),
                i.guildId(),
                i.messageId(),
                i.channelId(),
                i.category(),
                Categories.named(i.category()).labelNames(),
                i.kinds(),
                i.blind() ? null : i.proposed(),
                i.at(),
                text);
    }

    private static String line(Shown s) {
        String proposed = s.proposed() == null ? "" : ", the bot says " + s.proposed();
        String typed = s.text() == null
                ? ""
                : System.lineSeparator() + "    " + s.text().replace('\n', ' ');
        return s.item() + "  " + s.category() + " of " + s.messageId() + " on " + s.guild() + proposed + " " + s.kinds()
                + typed;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--since must be an ISO 8601 instant but was '" + text + "'", e);
        }
    }
}

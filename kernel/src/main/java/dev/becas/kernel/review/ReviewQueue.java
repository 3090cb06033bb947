package dev.becas.kernel.review;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.HumanWord;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The one queue in which people are asked about cases. Asking again about the same message and category adds a reason
/// to the question, not a second question. An answer is an event, `label.given`, in the same transaction.
public final class ReviewQueue {
    /// How long a claimed item is kept from others.
    public static final Duration CLAIM = Duration.ofMinutes(30);

    private static final int SEVERITY_MAX = 3;

    private final Store store;

    public ReviewQueue(Store store) {
        this.store = store;
    }

    /// The id of the item about a message and category.
    public static String itemId(String guildId, String messageId, String category) {
        return Ids.of("review", guildId, messageId, category);
    }

    /// Asks. An item that is answered already is not asked again.
    public void ask(Tx tx, ReviewItem item) {
        if (insert(tx, item)) {
            return;
        }
        for (ReviewItem known : tx.select("SELECT * FROM review_item WHERE id = ?", ReviewQueue::item, item.itemId())) {
            TreeSet<ReviewItem.Kind> kinds = new TreeSet<>(known.kinds());
            if (kinds.addAll(item.kinds()) || item.opinionsWanted() > known.opinionsWanted()) {
                tx.execute(
                        "UPDATE review_item SET kinds = ?, wanted = max(wanted, ?) WHERE id = ? AND state = 'open'",
                        Json.write(kinds),
                        item.opinionsWanted(),
                        item.itemId());
            }
        }
    }

    /// The next open items of a guild for a person, oldest first: not expired, not claimed by another, not answered or
    /// skipped by them. All guilds when `guildId` is null.
    public List<ReviewItem> next(@Nullable String guildId, String moderatorKey, Instant now, int max) {
        return store.read(h -> h.createQuery("""
                        SELECT * FROM review_item i WHERE state = 'open' AND (:guild IS NULL OR guild = :guild)
                          AND (expires_at IS NULL OR expires_at > :now)
                          AND (claimed_by IS NULL OR claimed_by = :who OR claimed_until <= :now)
                          AND NOT EXISTS (SELECT 1 FROM review_answer a WHERE a.item = i.id AND a.moderator = :who)
                          AND NOT EXISTS (SELECT 1 FROM review_skip s WHERE s.item = i.id AND s.moderator = :who)
                        ORDER BY at, id LIMIT :max""")
                .bind("guild", guildId)
                .bind("now", now.toEpochMilli())
                .bind("who", moderatorKey)
                .bind("max", max)
                .map((r, c) -> item(r))
                .list());
    }

    /// Open items that were asked at `since` or later, oldest first: what is new for somebody who polls.
    public List<ReviewItem> openSince(Instant since, Instant now, int max) {
        return store.read(h -> h.createQuery("""
                        SELECT * FROM review_item WHERE state = 'open' AND at >= :since
                          AND (expires_at IS NULL OR expires_at > :now) ORDER BY at, id LIMIT :max""")
                .bind("since", since.toEpochMilli())
                .bind("now", now.toEpochMilli())
                .bind("max", max)
                .map((r, c) -> item(r))
                .list());
    }

    /// Keeps an item for a person for [#CLAIM].
    ///
    /// @throws IllegalArgumentException when it is closed, or another keeps it
    public void claim(Tx tx, String itemId, String moderatorKey, Instant now) {
        int claimed = tx.sql()
                .execute("""
                UPDATE review_item SET claimed_by = ?, claimed_until = ? WHERE id = ? AND state = 'open'
                  AND (claimed_by IS NULL OR claimed_by = ? OR claimed_until <= ?)""", moderatorKey, now.plus(CLAIM).toEpochMilli(), itemId, moderatorKey, now.toEpochMilli());
        if (claimed == 0) {
            throw new IllegalArgumentException(
                    "review item '" + itemId + "' is not open, or another person keeps it; ask for the next one");
        }
    }

    /// Gives an item back unanswered: others are asked, this person is not asked again.
    ///
    /// @throws IllegalArgumentException when it is closed
    public void skip(Tx tx, String itemId, String moderatorKey) {
        requireOpen(tx.sql(), itemId);
        tx.sql().execute("""
                        INSERT INTO review_skip (item, moderator) SELECT id, ? FROM review_item
                        WHERE id = ? AND (claimed_by IS NULL OR claimed_by = ?) ON CONFLICT DO NOTHING""", moderatorKey, itemId, moderatorKey);
        tx.sql()
                .execute(
                        "UPDATE review_item SET claimed_by = NULL, claimed_until = NULL WHERE id = ? AND claimed_by = ?",
                        itemId,
                        moderatorKey);
    }

    /// Takes a person's answer: keeps their reason as content, publishes `label.given`, closes the item when enough
    /// have answered. The same person answering again is refused, and so is an answer to a closed item: who sees a case
    /// differently afterwards corrects its decision.
    ///
    /// @return the event
    /// @throws IllegalArgumentException naming what is wrong with the answer
    public LabelGiven answer(Tx tx, Answer answer) {
        ReviewItem item = find(tx.sql(), answer.itemId())
                .orElseThrow(() -> new IllegalArgumentException("there is no review item '" + answer.itemId() + "'"));
        Categories.named(item.category()).requireLabel(answer.label());
        if (answer.severity() < 0 || answer.severity() > SEVERITY_MAX) {
            throw new IllegalArgumentException(
                    "severity must be in [0, " + SEVERITY_MAX + "] but was " + answer.severity());
        }
        int added = tx.sql()
                .execute(
                        "INSERT INTO review_answer (item, moderator, label, action, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        item.itemId(),
                        answer.moderatorKey(),
                        answer.label(),
                        answer.action(),
                        answer.at().toEpochMilli());
        if (added == 0) {
            throw new IllegalArgumentException("review item '" + item.itemId() + "' has this person's answer already");
        }
        requireOpen(tx.sql(), item.itemId());
        EventHead head = new EventHead(
                Ids.derive(item.itemId(), "label/" + answer.moderatorKey(), 0),
                item.causeId(),
                item.guildId(),
                answer.at());
        String reasonId = answer.reason().isBlank() ? null : Ids.derive(head.id(), "reason", 0);
        if (reasonId != null) {
            tx.content(
                    reasonId,
                    item.guildId(),
                    answer.moderatorKey(),
                    "reason",
                    Provenance.INTERACTION,
                    answer.reason(),
                    answer.at());
        }
        String how = item.kinds().getFirst().name().toLowerCase(java.util.Locale.ROOT);
        LabelGiven event = new LabelGiven(
                head,
                item.itemId(),
                Json.write(item.kinds()),
                item.messageId(),
                item.category(),
                item.contentId(),
                answer.label(),
                answer.severity(),
                answer.ruleId(),
                new HumanWord(
                        answer.moderatorKey(),
                        answer.action(),
                        reasonId,
                        answer.reason().length(),
                        how));
        tx.publish(event);
        tx.sql()
                .execute(
                        "UPDATE review_item SET state = 'done' WHERE id = ? AND (SELECT count(*) FROM review_answer WHERE item = ?) >= wanted",
                        item.itemId(),
                        item.itemId());
        return event;
    }

    /// Gives up what nobody answered in time.
    ///
    /// @return the items, by id
    public List<ReviewItem> expire(Tx tx, Instant now) {
        List<ReviewItem> due = tx.sql()
                .createQuery("SELECT * FROM review_item WHERE state = 'open' AND expires_at <= :now ORDER BY id")
                .bind("now", now.toEpochMilli())
                .map((r, c) -> item(r))
                .list();
        tx.sql()
                .execute(
                        "UPDATE review_item SET state = 'expired' WHERE state = 'open' AND expires_at <= ?",
                        now.toEpochMilli());
        return due;
    }

    /// The item of this id.
    public Optional<ReviewItem> find(String itemId) {
        return store.read(h -> find(h, itemId));
    }

    /// What people said about an item, by time.
    public List<Given> answers(String itemId) {
        return store.read(h -> h.createQuery("SELECT * FROM review_answer WHERE item = :item ORDER BY at, moderator")
                .bind("item", itemId)
                .map((r, c) -> new Given(
                        r.getString("moderator"),
                        r.getString("label"),
                        r.getString("action"),
                        Instant.ofEpochMilli(r.getLong("at"))))
                .list());
    }

    /// How many items are open.
    public int openCount() {
        return store.read(h -> h.createQuery("SELECT count(*) FROM review_item WHERE state = 'open'")
                .mapTo(Integer.class)
                .one());
    }

    private static void requireOpen(Handle sql, String itemId) {
        String state = sql.createQuery("SELECT state FROM review_item WHERE id = :id")
                .bind("id", itemId)
                .mapTo(String.class)
                .findOne()
                .orElseThrow(() -> new IllegalArgumentException("there is no review item '" + itemId + "'"));
        if (!state.equals("open")) {
            throw new IllegalArgumentException("review item '" + itemId + "' must be open but "
                    + (state.equals("expired") ? "has expired" : "is answered already"));
        }
    }

    private static Optional<ReviewItem> find(Handle sql, String itemId) {
        return sql.createQuery("SELECT * FROM review_item WHERE id = :id")
                .bind("id", itemId)
                .map((r, c) -> item(r))
                .findOne();
    }

    /// @return false when it is there already
    private static boolean insert(Tx tx, ReviewItem item) {
        Instant expires = item.expiresAt();
        int added = tx.execute(
                "INSERT INTO review_item (id, cause, guild, message_id, channel_id, category, content_id, kinds, proposed, at, expires_at, wanted, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open') ON CONFLICT (id) DO NOTHING",
                item.itemId(),
                item.causeId(),
                item.guildId(),
                item.messageId(),
                item.channelId(),
                item.category(),
                item.contentId(),
                Json.write(item.kinds()),
                item.proposed(),
                item.at().toEpochMilli(),
                expires == null ? null : expires.toEpochMilli(),
                item.opinionsWanted());
        return added == 1;
    }

    private static ReviewItem item(ResultSet r) throws SQLException {
        long expires = r.getLong("expires_at");
        Instant expiresAt = r.wasNull() ? null : Instant.ofEpochMilli(expires);
        return new ReviewItem(
                r.getString("id"),
                r.getString("cause"),
                r.getString("guild"),
                r.getString("message_id"),
                r.getString("channel_id"),
                r.getString("category"),
                r.getString("content_id"),
                kinds(r.getString("kinds")),
                r.getString("proposed"),
                Instant.ofEpochMilli(r.getLong("at")),
                expiresAt,
                r.getInt("wanted"));
    }

    private static List<ReviewItem.Kind> kinds(String json) {
        return Json.MAPPER.convertValue(
                Json.read(json, com.fasterxml.jackson.databind.JsonNode.class),
                new TypeReference<List<ReviewItem.Kind>>() {});
    }

    /// What a person answers.
    ///
    /// @param reason in their words; may be empty
    /// @param action what they want done; may be empty
    public record Answer(
            String itemId,
            String moderatorKey,
            String label,
            int severity,
            @Nullable String ruleId,
            String action,
            String reason,
            Instant at) {}

    /// An answer that was given.
    public record Given(String moderatorKey, String label, String action, Instant at) {}
}

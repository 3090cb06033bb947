package dev.becas.bot.moderation;

import dev.becas.bot.moderation.rules.Posting;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The table of messages as moderation last saw them.
public final class SeenMessages {
    private static final String WRITE = """
            INSERT INTO bot_message (guild, message_id, event_id, content_id, channel, author, provenance, at, mentions, fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (guild, message_id) DO UPDATE SET event_id = excluded.event_id, content_id = excluded.content_id""";

    private static final String PAST = """
            SELECT * FROM bot_message WHERE guild = :guild AND at >= :from AND at <= :until AND ord > :after
            ORDER BY ord LIMIT :max""";

    private final Store store;

    public SeenMessages(Store store) {
        this.store = store;
    }

    /// A message and what the flood windows remember of it.
    record Row(Message message, Posting posting) {}

    /// The message of a platform's id.
    public Optional<Message> find(String guildId, String messageId) {
        return store.read(h -> h.createQuery("SELECT * FROM bot_message WHERE guild = :guild AND message_id = :message")
                .bind("guild", guildId)
                .bind("message", messageId)
                .map((r, c) -> message(r))
                .findOne());
    }

    /// The messages of a platform's id on every server.
    public List<Message> find(String messageId) {
        return store.read(h -> h.createQuery("SELECT * FROM bot_message WHERE message_id = :message ORDER BY guild")
                .bind("message", messageId)
                .map((r, c) -> message(r))
                .list());
    }

    /// What the flood windows need of a server from `since` on, in the order of handling.
    List<Posting> postings(String guildId, Instant since) {
        return store.read(
                h -> h.createQuery("SELECT * FROM bot_message WHERE guild = :guild AND at >= :since ORDER BY ord")
                        .bind("guild", guildId)
                        .bind("since", since.toEpochMilli())
                        .map((r, c) -> posting(r))
                        .list());
    }

    /// A message of before.
    ///
    /// @param ord its place in the order of handling
    /// @param posting what the flood windows remember of it
    public record Past(long ord, Message message, Posting posting) {}

    /// A server's messages of a stretch of time, in the order of handling.
    ///
    /// @param after only messages behind this place
    /// @param max at most so many
    public List<Past> past(String guildId, Instant from, Instant until, long after, int max) {
        return store.read(h -> h.createQuery(PAST)
                .bind("guild", guildId)
                .bind("from", from.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .bind("after", after)
                .bind("max", max)
                .map((r, c) -> new Past(r.getLong("ord"), message(r), posting(r)))
                .list());
    }

    /// The latest instant of a server's messages.
    public Optional<Instant> latest(String guildId) {
        return store.read(h -> h.createQuery("SELECT max(at) FROM bot_message WHERE guild = :guild")
                .bind("guild", guildId)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli));
    }

    static void write(Tx tx, Collection<Row> rows) {
        for (Row row : rows) {
            Message m = row.message();
            tx.execute(
                    WRITE,
                    m.head().guildId(),
                    m.messageId(),
                    m.head().id(),
                    m.contentId(),
                    m.channelId(),
                    m.authorKey(),
                    m.provenance().name(),
                    row.posting().at().toEpochMilli(),
                    row.posting().mentions(),
                    row.posting().fingerprint());
        }
    }

    private static Message message(ResultSet r) throws SQLException {
        EventHead head = new EventHead(
                r.getString("event_id"), EventHead.ROOT, r.getString("guild"), Instant.ofEpochMilli(r.getLong("at")));
        return new Message(
                head,
                r.getString("message_id"),
                r.getString("channel"),
                r.getString("author"),
                r.getString("content_id"),
                Provenance.valueOf(r.getString("provenance")));
    }

    private static Posting posting(ResultSet r) throws SQLException {
        return new Posting(
                r.getString("message_id"),
                r.getString("author"),
                Instant.ofEpochMilli(r.getLong("at")),
                r.getInt("mentions"),
                r.getLong("fingerprint"));
    }
}

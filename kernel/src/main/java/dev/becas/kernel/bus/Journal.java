package dev.becas.kernel.bus;

import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.store.Store;
import dev.becas.kernel.store.WriterStatements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The journal's rows.
public final class Journal {
    private static final String INSERT =
            "INSERT INTO journal (id, cause, guild, at, name, version, body) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
    private static final String LAST = "SELECT last_insert_rowid()";
    private static final String COLUMNS = "seq, id, cause, guild, at, name, version, body";

    private final Store store;
    private final EventCodec codec;

    Journal(Store store, EventCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /// @return the event's place, or -1 when it was there already
    long append(WriterStatements statements, FlowEvent event) throws SQLException {
        EventHead head = event.head();
        PreparedStatement insert = statements.of(INSERT);
        insert.setString(1, head.id());
        insert.setString(2, head.causeId());
        insert.setString(3, head.guildId());
        insert.setLong(4, head.at().toEpochMilli());
        insert.setString(5, event.wireName());
        insert.setInt(6, EventCodec.version(event));
        insert.setString(7, codec.encode(event));
        if (insert.executeUpdate() == 0) {
            return -1;
        }
        try (ResultSet row = statements.of(LAST).executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The last place that is taken; 0 when the journal is empty.
    public long head() {
        return store.read(h -> h.createQuery("SELECT coalesce(max(seq), 0) FROM journal")
                .mapTo(Long.class)
                .one());
    }

    /// Events after `seq`, in order, `max` at most.
    public List<Delivery> after(long seq, int max) {
        return store.read(
                h -> h.createQuery("SELECT " + COLUMNS + " FROM journal WHERE seq > :seq ORDER BY seq LIMIT :max")
                        .bind("seq", seq)
                        .bind("max", max)
                        .map((row, context) -> delivery(row))
                        .list());
    }

    /// The event of this id.
    public Optional<FlowEvent> find(String id) {
        return store.read(h -> h.createQuery("SELECT " + COLUMNS + " FROM journal WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> delivery(row).event())
                .findOne());
    }

    /// The event at this place, read inside a transaction.
    Optional<Delivery> at(Handle handle, long seq) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM journal WHERE seq = :seq")
                .bind("seq", seq)
                .map((row, context) -> delivery(row))
                .findOne();
    }

    /// How many events of each name there are.
    public java.util.Map<String, Long> countsByName() {
        return store.read(h -> {
            java.util.Map<String, Long> counts = new java.util.TreeMap<>();
            h.createQuery("SELECT name, count(*) AS n FROM journal GROUP BY name")
                    .map((row, context) -> java.util.Map.entry(row.getString("name"), row.getLong("n")))
                    .forEach(e -> counts.put(e.getKey(), e.getValue()));
            return counts;
        });
    }

    private Delivery delivery(ResultSet row) throws SQLException {
        EventHead head = new EventHead(
                row.getString("id"),
                row.getString("cause"),
                row.getString("guild"),
                Instant.ofEpochMilli(row.getLong("at")));
        return new Delivery(
                row.getLong("seq"),
                codec.decode(head, row.getString("name"), row.getInt("version"), row.getString("body")));
    }
}

package dev.becas.kernel.bus;

import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.store.Store;
import dev.becas.kernel.store.WriterStatements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The journal's rows.
public final class Journal {
    private static final String INSERT =
            "INSERT INTO journal (id, cause, guild, at, name, version, body) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
    private static final String LAST = "SELECT last_insert_rowid()";
    private static final int IDS_AT_ONCE_MAX = 500;
    private static final String COLUMNS = "seq, id, cause, guild, at, name, version, body";

    private final Store store;
    private final EventCodec codec;

    Journal(Store store, EventCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /// The event's row, ready to be written.
    JournalRow row(FlowEvent event) {
        return JournalRow.of(event, codec);
    }

    /// Writes rows behind the last one, in order; those whose event is there already are left out.
    ///
    /// @return the new ones with their places
    List<Delivery> append(WriterStatements statements, List<JournalRow> rows) throws SQLException {
        int[] added = insert(statements, rows);
        int news = Arrays.stream(added).sum();
        List<Delivery> deliveries = new ArrayList<>(news);
        // SQLite gives a new row the place after the greatest one, so the places of one batch end with the last.
        long seq = news == 0 ? 0 : lastPlace(statements) - news;
        for (int i = 0; i < added.length; i++) {
            if (added[i] == 1) {
                seq++;
                deliveries.add(new Delivery(seq, rows.get(i).event()));
            }
        }
        return deliveries;
    }

    /// @return for each row 1 when it was new, else 0
    private static int[] insert(WriterStatements statements, List<JournalRow> rows) throws SQLException {
        PreparedStatement insert = statements.of(INSERT);
        try {
            for (JournalRow row : rows) {
                EventHead head = row.head();
                insert.setString(1, head.id());
                insert.setString(2, head.causeId());
                insert.setString(3, head.guildId());
                insert.setLong(4, row.atMillis());
                insert.setString(5, row.name());
                insert.setInt(6, row.version());
                insert.setString(7, row.body());
                insert.addBatch();
            }
            return insert.executeBatch();
        } finally {
            insert.clearBatch();
        }
    }

    private static long lastPlace(WriterStatements statements) throws SQLException {
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

    /// The events of many ids at once; unknown ones are missing from the map.
    public Map<String, FlowEvent> findAll(Collection<String> ids) {
        Map<String, FlowEvent> found = new HashMap<>();
        List<String> distinct = ids.stream().distinct().toList();
        for (int from = 0; from < distinct.size(); from += IDS_AT_ONCE_MAX) {
            String some = Json.write(distinct.subList(from, Math.min(distinct.size(), from + IDS_AT_ONCE_MAX)));
            store.read(h -> h.createQuery("SELECT " + COLUMNS
                                    + " FROM journal WHERE id IN (SELECT value FROM json_each(:ids))")
                            .bind("ids", some)
                            .map((row, context) -> delivery(row).event())
                            .list())
                    .forEach(event -> found.put(event.head().id(), event));
        }
        return found;
    }

    /// The event at this place, read inside a transaction.
    Optional<Delivery> at(Handle handle, long seq) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM journal WHERE seq = :seq")
                .bind("seq", seq)
                .map((row, context) -> delivery(row))
                .findOne();
    }

    /// How many events of each name there are.
    public Map<String, Long> countsByName() {
        return store.read(h -> {
            Map<String, Long> counts = new java.util.TreeMap<>();
            h.createQuery("SELECT name, count(*) AS n FROM journal GROUP BY name")
                    .map((row, context) -> Map.entry(row.getString("name"), row.getLong("n")))
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

package dev.becas.kernel.bus;

import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.store.StoreException;
import dev.becas.kernel.store.WriterStatements;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A transaction of the bus. What it journalled reaches the tail, and what it asked for reaches the workers, after the
/// commit.
final class BusTx implements Tx {
    private static final String CONTENT =
            "INSERT INTO content (id, guild, author_key, kind, provenance, text, at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
    private static final String OUTBOX =
            "INSERT INTO outbox (key, kind, cause, payload, state, attempts) VALUES (?, ?, ?, ?, 'pending', 0) ON CONFLICT (key) DO NOTHING";
    private static final String LINEAGE = "INSERT INTO lineage (child, parent) VALUES (?, ?) ON CONFLICT DO NOTHING";

    private static final String LINEAGE_OF_MANY =
            "INSERT INTO lineage (child, parent) SELECT ?, value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING";

    private final Bus bus;
    private final Handle handle;
    private final WriterStatements statements;
    private final List<Runnable> afterCommit;
    private final List<Delivery> journalled = new ArrayList<>();

    BusTx(Bus bus, Handle handle, WriterStatements statements, List<Runnable> afterCommit) {
        this.bus = bus;
        this.handle = handle;
        this.statements = statements;
        this.afterCommit = afterCommit;
        afterCommit.add(() -> bus.committed(journalled));
    }

    @Override
    public Handle sql() {
        return handle;
    }

    @Override
    public boolean publish(FlowEvent event) {
        return append(List.of(bus.journal().row(event))) == 1;
    }

    /// Journals rows in their order.
    ///
    /// @return how many were new
    int append(List<JournalRow> rows) {
        try {
            List<Delivery> news = bus.journal().append(statements, rows);
            journalled.addAll(news);
            return news.size();
        } catch (SQLException e) {
            throw failure("events to the journal", e);
        }
    }

    @Override
    public boolean outbox(String kind, String key, String causeId, Object payload) {
        boolean added = run("outbox " + kind, OUTBOX, key, kind, causeId, Json.write(payload)) == 1;
        if (added) {
            afterCommit.add(() -> bus.outbox().added(kind));
        }
        return added;
    }

    @Override
    public boolean outboxHold(String kind, String key) {
        boolean held = execute("UPDATE outbox SET state = 'held' WHERE key = ? AND state = 'pending'", key) == 1;
        if (held) {
            afterCommit.add(() -> bus.outbox().removed(kind));
        }
        return held;
    }

    @Override
    public boolean outboxRelease(String kind, String key) {
        boolean released = execute("UPDATE outbox SET state = 'pending' WHERE key = ? AND state = 'held'", key) == 1;
        if (released) {
            afterCommit.add(() -> bus.outbox().added(kind));
        }
        return released;
    }

    @Override
    public boolean outboxDrop(String kind, String key, String why) {
        outboxHold(kind, key);
        return execute("UPDATE outbox SET state = 'failed', error = ? WHERE key = ? AND state = 'held'", why, key) == 1;
    }

    @Override
    public boolean outboxFirst(String key) {
        return execute(
                        "UPDATE outbox SET seq = (SELECT min(seq) FROM outbox) - 1 WHERE key = ? AND state IN ('pending', 'held')",
                        key)
                == 1;
    }

    @Override
    public void content(
            String contentId,
            String guildId,
            String authorKey,
            String kind,
            Provenance provenance,
            String text,
            Instant at) {
        run("content", CONTENT, contentId, guildId, authorKey, kind, provenance.name(), text, at.toEpochMilli());
    }

    @Override
    public void lineage(String child, String parent) {
        run("lineage", LINEAGE, child, parent);
    }

    @Override
    public void lineage(String child, List<String> parents) {
        run("lineage", LINEAGE_OF_MANY, child, Json.write(parents));
    }

    @Override
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    @Override
    public int execute(String sql, @Nullable Object... values) {
        return run("a row", sql, values);
    }

    @Override
    public <T> List<T> select(String sql, WriterStatements.Row<T> row, @Nullable Object... values) {
        try {
            return statements.select(sql, row, values);
        } catch (SQLException e) {
            throw new StoreException("cannot read by '" + sql + "': " + e.getMessage(), e);
        }
    }

    private int run(String what, String sql, @Nullable Object... values) {
        try {
            return statements.execute(sql, values);
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    private static StoreException failure(String what, SQLException e) {
        return new StoreException("cannot write " + what + ": " + e.getMessage(), e);
    }
}

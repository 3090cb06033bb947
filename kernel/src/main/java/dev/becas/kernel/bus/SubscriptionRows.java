package dev.becas.kernel.bus;

import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The rows behind subscriptions: cursors, counts, dead letters.
final class SubscriptionRows {
    private static final int ERROR_LENGTH_MAX = 2_000;
    private static final String ADVANCE =
            "UPDATE subscription SET cursor = ?, handled = handled + ?, filtered = filtered + ?, dead = dead + ? WHERE name = ? AND lane = ? AND cursor = ?";

    /// @param cursor the last event the lane is done with
    record Row(String name, int lane, int lanes, long began, long cursor, long handled, long filtered, long dead) {}

    /// The lanes of a subscription: as they were left, or new ones that begin at `head`. A changed number of lanes
    /// takes effect when every lane is done with its events up to one place; until then the old number goes on.
    List<Row> openLanes(Handle sql, Subscription subscription, long head) {
        List<Row> known = rows(sql, subscription.name());
        int wanted = subscription.options().lanes();
        if (known.isEmpty()) {
            return lay(sql, subscription.name(), wanted, new Row(subscription.name(), 0, wanted, head, head, 0, 0, 0));
        }
        long furthest = known.stream().mapToLong(Row::cursor).max().orElse(0);
        if (known.size() == wanted || !known.stream().allMatch(lane -> hasNothingUpTo(sql, lane, furthest))) {
            return known;
        }
        sql.execute("DELETE FROM subscription WHERE name = ?", subscription.name());
        return lay(sql, subscription.name(), wanted, sum(known, furthest));
    }

    /// Whether none of the lane's own events lie between its cursor and `seq`; those of other lanes it may pass.
    private static boolean hasNothingUpTo(Handle sql, Row lane, long seq) {
        return sql
                .createQuery("SELECT DISTINCT guild FROM journal WHERE seq > :from AND seq <= :to")
                .bind("from", lane.cursor())
                .bind("to", seq)
                .mapTo(String.class)
                .stream()
                .noneMatch(guild -> Subscription.laneOf(guild, lane.lanes()) == lane.lane());
    }

    /// One lane as it stands in the store.
    Row row(Handle sql, String name, int lane) {
        return sql.createQuery("SELECT * FROM subscription WHERE name = :name AND lane = :lane")
                .bind("name", name)
                .bind("lane", lane)
                .map((r, c) -> row(r))
                .findOne()
                .orElseThrow(
                        () -> new StoreException("the subscription '" + name + "' has no lane " + lane + " any more"));
    }

    List<Row> rows(Handle sql, String name) {
        return sql.createQuery("SELECT * FROM subscription WHERE name = :name ORDER BY lane")
                .bind("name", name)
                .map((r, c) -> row(r))
                .list();
    }

    List<Row> all(Handle sql) {
        return sql.createQuery("SELECT * FROM subscription ORDER BY name, lane")
                .map((r, c) -> row(r))
                .list();
    }

    /// Moves a lane's cursor from where its thread believes it to be. A thread that was given up, because its handler
    /// hung, and wakes after its successor has gone on is refused here, so that no event has two effects.
    void advance(Tx tx, String name, int lane, long from, long to, int handled, int filtered, int dead) {
        int moved = tx.execute(ADVANCE, to, handled, filtered, dead, name, lane, from);
        if (moved == 0) {
            throw new StoreException(
                    "the cursor of '" + name + "' is no longer at " + from + ": another thread has gone on with it");
        }
    }

    void bury(Handle sql, Subscription subscription, int lane, Delivery delivery, Throwable failure) {
        FlowEvent event = delivery.event();
        String error = failure.toString();
        sql.execute(
                "INSERT INTO dead_letter (subscription, lane, seq, event_id, event_name, error, attempts, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                subscription.name(),
                lane,
                delivery.seq(),
                event.head().id(),
                event.wireName(),
                error.substring(0, Math.min(error.length(), ERROR_LENGTH_MAX)),
                subscription.options().attemptsMax(),
                event.head().at().toEpochMilli());
    }

    /// @return false when the letter is not there
    boolean unbury(Handle sql, String name, int lane, long seq) {
        int gone = sql.execute("DELETE FROM dead_letter WHERE subscription = ? AND seq = ?", name, seq);
        if (gone == 1) {
            sql.execute(
                    "UPDATE subscription SET dead = dead - 1, handled = handled + 1 WHERE name = ? AND lane = ?",
                    name,
                    lane);
        }
        return gone == 1;
    }

    private static List<Row> lay(Handle sql, String name, int lanes, Row first) {
        List<Row> laid = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            Row row = lane == 0
                    ? new Row(
                            name,
                            0,
                            lanes,
                            first.began(),
                            first.cursor(),
                            first.handled(),
                            first.filtered(),
                            first.dead())
                    : new Row(name, lane, lanes, first.began(), first.cursor(), 0, 0, 0);
            sql.execute(
                    "INSERT INTO subscription (name, lane, lanes, began, cursor, handled, filtered, dead) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    row.name(),
                    row.lane(),
                    row.lanes(),
                    row.began(),
                    row.cursor(),
                    row.handled(),
                    row.filtered(),
                    row.dead());
            laid.add(row);
        }
        return laid;
    }

    private static Row sum(List<Row> rows, long cursor) {
        Row first = rows.getFirst();
        return new Row(
                first.name(),
                0,
                0,
                first.began(),
                cursor,
                rows.stream().mapToLong(Row::handled).sum(),
                rows.stream().mapToLong(Row::filtered).sum(),
                rows.stream().mapToLong(Row::dead).sum());
    }

    private static Row row(java.sql.ResultSet r) throws java.sql.SQLException {
        return new Row(
                r.getString("name"),
                r.getInt("lane"),
                r.getInt("lanes"),
                r.getLong("began"),
                r.getLong("cursor"),
                r.getLong("handled"),
                r.getLong("filtered"),
                r.getLong("dead"));
    }
}

package dev.becas.kernel.bus;

import dev.becas.kernel.id.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Counts subscriptions from their rows and the journal, inside one read of one committed state.
final class SubscriptionCounter {
    private final SubscriptionRows rows;
    private final Handle sql;

    SubscriptionCounter(SubscriptionRows rows, Handle sql) {
        this.rows = rows;
        this.sql = sql;
    }

    List<SubscriptionCount> counts() {
        sql.execute("BEGIN");
        try {
            Map<String, List<SubscriptionRows.Row>> byName = new TreeMap<>();
            rows.all(sql)
                    .forEach(r -> byName.computeIfAbsent(r.name(), n -> new ArrayList<>())
                            .add(r));
            return byName.values().stream().map(this::count).toList();
        } finally {
            sql.execute("COMMIT");
        }
    }

    private SubscriptionCount count(List<SubscriptionRows.Row> lanes) {
        SubscriptionRows.Row first = lanes.getFirst();
        return new SubscriptionCount(
                first.name(),
                journalledAfter(first.began()),
                lanes.stream().mapToLong(SubscriptionRows.Row::handled).sum(),
                lanes.stream().mapToLong(SubscriptionRows.Row::filtered).sum(),
                lanes.stream().mapToLong(SubscriptionRows.Row::dead).sum(),
                lanes.stream().mapToLong(this::pending).sum());
    }

    private long journalledAfter(long seq) {
        return sql.createQuery("SELECT count(*) FROM journal WHERE seq > :seq")
                .bind("seq", seq)
                .mapTo(Long.class)
                .one();
    }

    private long pending(SubscriptionRows.Row lane) {
        if (lane.lanes() == 1) {
            return journalledAfter(lane.cursor());
        }
        return sql
                .createQuery("SELECT guild, count(*) AS n FROM journal WHERE seq > :seq GROUP BY guild")
                .bind("seq", lane.cursor())
                .map((r, c) -> Map.entry(r.getString("guild"), r.getLong("n")))
                .stream()
                .filter(e -> Ids.bucket(e.getKey(), lane.lanes()) == lane.lane())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

package dev.becas.benchmarks.publish;

import dev.becas.benchmarks.BenchKernel;
import dev.becas.benchmarks.Events;
import dev.becas.benchmarks.Rounds;
import dev.becas.benchmarks.Section;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.bus.SubscriptionOptions;
import dev.becas.kernel.flow.FlowEvent;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Fourteen subscriptions that write one row for every event, beside raw SQLite that writes the same rows: one of the
/// journal, fourteen effects, and for each subscription and group its cursor with its counts.
final class EffectRounds {
    private static final int SUBSCRIPTIONS = 14;
    private static final int EVENTS = 60_000;
    private static final int GROUP = 500;
    private static final int ROUNDS = 3;
    /// As the kernel has them.
    private static final String SUBSCRIPTION = """
            CREATE TABLE subscription (name TEXT NOT NULL, lane INTEGER NOT NULL, lanes INTEGER NOT NULL, began INTEGER NOT NULL,
            cursor INTEGER NOT NULL, handled INTEGER NOT NULL, filtered INTEGER NOT NULL, dead INTEGER NOT NULL,
            PRIMARY KEY (name, lane)) WITHOUT ROWID""";

    private static final String ADVANCE =
            "UPDATE subscription SET cursor = ?, handled = handled + ? WHERE name = ? AND lane = 0 AND cursor = ?";
    private static final String RAW = "raw SQLite, one thread";
    private static final String EXECUTE = "bus, effects through `Tx.execute`";
    private static final String JDBC = "bus, effects through a JDBC batch";
    private static final String JDBI = "bus, effects through a JDBI batch";

    private final Path scratch;
    private int run;

    EffectRounds(Path scratch) {
        this.scratch = scratch;
    }

    List<List<String>> run(Section section, double rateWanted, double shareWanted) throws Exception {
        Rounds rounds = new Rounds()
                .add(RAW, this::raw)
                .add(EXECUTE, () -> bus(EffectRounds::throughExecute))
                .add(JDBC, () -> bus(EffectRounds::throughJdbc))
                .add(JDBI, () -> bus(EffectRounds::throughJdbi))
                .run(ROUNDS);
        section.goal(
                "publish with 14 subscriptions of one effect each",
                "30,000 events/s",
                Section.number(rounds.median(EXECUTE)) + " events/s",
                rounds.median(EXECUTE) >= rateWanted,
                "raw SQLite itself makes " + Section.number(rounds.median(RAW)));
        section.goal(
                "the same, against raw SQLite",
                "90 %",
                Section.percent(rounds.ratio(EXECUTE, RAW)),
                rounds.ratio(EXECUTE, RAW) >= shareWanted,
                "15 threads and the writer share two cores");
        List<List<String>> rows = new ArrayList<>();
        for (String name : List.of(RAW, EXECUTE, JDBC, JDBI)) {
            rows.add(List.of(
                    name,
                    Section.number(rounds.median(name)),
                    Section.number(rounds.median(name) * (SUBSCRIPTIONS + 1)),
                    Section.percent(rounds.ratio(name, RAW))));
        }
        return rows;
    }

    private double raw() throws Exception {
        List<RawSqlite.Row> rows = RawSqlite.Row.of(Events.messages("effects", EVENTS));
        try (RawSqlite raw =
                new RawSqlite(scratch.resolve("raw-effects-" + run++).resolve("raw.db"))) {
            raw.execute(SUBSCRIPTION);
            List<PreparedStatement> effects = new ArrayList<>();
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                raw.execute(table(i));
                raw.execute("INSERT INTO subscription VALUES ('bench.s" + i + "', 0, 1, 0, 0, 0, 0, 0)");
                effects.add(raw.prepare(insert(i)));
            }
            PreparedStatement cursor = raw.prepare(ADVANCE);
            raw.commit();
            long start = System.nanoTime();
            for (int from = 0; from < EVENTS; from += GROUP) {
                List<RawSqlite.Row> group = rows.subList(from, from + GROUP);
                for (RawSqlite.Row row : group) {
                    raw.append(row);
                }
                raw.writeBatch();
                for (int i = 0; i < SUBSCRIPTIONS; i++) {
                    PreparedStatement effect = effects.get(i);
                    for (int at = 0; at < group.size(); at++) {
                        effect.setLong(1, from + at + 1L);
                        effect.setString(2, group.get(at).id());
                        effect.addBatch();
                    }
                    effect.executeBatch();
                    advance(cursor, "bench.s" + i, from);
                }
                raw.commit();
            }
            return EVENTS / Rounds.secondsSince(start);
        }
    }

    private static void advance(PreparedStatement cursor, String name, int from) throws SQLException {
        cursor.setLong(1, from + GROUP);
        cursor.setInt(2, GROUP);
        cursor.setString(3, name);
        cursor.setLong(4, from);
        if (cursor.executeUpdate() != 1) {
            throw new IllegalStateException("the cursor of " + name + " must be at " + from);
        }
    }

    /// Writes the rows of a batch.
    private interface Writing {
        Effect of(List<Delivery> batch, String insert);
    }

    private double bus(Writing writing) throws Exception {
        List<FlowEvent> events = Events.messages("effects", EVENTS);
        try (Kernel kernel = BenchKernel.bare(scratch.resolve("bus-effects-" + run++))) {
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                String table = table(i);
                kernel.bus().write("table", tx -> tx.sql().execute(table));
                String insert = insert(i);
                Handler handler = batch -> writing.of(batch, insert);
                kernel.bus()
                        .subscribe(
                                new Subscription("bench.s" + i, event -> true, handler, SubscriptionOptions.DEFAULT));
            }
            long start = System.nanoTime();
            for (int from = 0; from < EVENTS; from += GROUP) {
                kernel.bus().publish(events.subList(from, from + GROUP));
            }
            kernel.bus().awaitQuiet(Duration.ofMinutes(5));
            double seconds = Rounds.secondsSince(start);
            requireEffects(kernel);
            return EVENTS / seconds;
        }
    }

    private static void requireEffects(Kernel kernel) {
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            int table = i;
            long rows = kernel.store()
                    .read(h -> h.createQuery("SELECT count(*) FROM effect_" + table)
                            .mapTo(Long.class)
                            .one());
            if (rows != EVENTS) {
                throw new IllegalStateException("effect_" + table + " must have " + EVENTS + " rows but has " + rows);
            }
        }
    }

    private static Effect throughExecute(List<Delivery> batch, String insert) {
        return tx -> batch.forEach(delivery ->
                tx.execute(insert, delivery.seq(), delivery.event().head().id()));
    }

    private static Effect throughJdbi(List<Delivery> batch, String insert) {
        return tx -> {
            PreparedBatch rows = tx.sql().prepareBatch(insert);
            batch.forEach(
                    delivery -> rows.add(delivery.seq(), delivery.event().head().id()));
            rows.execute();
        };
    }

    private static Effect throughJdbc(List<Delivery> batch, String insert) {
        return tx -> {
            try (PreparedStatement row = tx.sql().getConnection().prepareStatement(insert)) {
                for (Delivery delivery : batch) {
                    row.setLong(1, delivery.seq());
                    row.setString(2, delivery.event().head().id());
                    row.addBatch();
                }
                row.executeBatch();
            }
        };
    }

    private static String table(int i) {
        return "CREATE TABLE effect_" + i + " (seq INTEGER PRIMARY KEY, event TEXT NOT NULL)";
    }

    private static String insert(int i) {
        return "INSERT INTO effect_" + i + " (seq, event) VALUES (?, ?)";
    }
}

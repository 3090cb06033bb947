package dev.becas.abtesting;

import dev.becas.abtesting.ShadowTest.Load;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ComparisonReport;
import dev.becas.kernel.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The rows of tests and of what they could have drawn.
final class TestTable {

    private final Store store;

    TestTable(Store store) {
        this.store = store;
    }

    /// The tests that run, by id.
    List<ShadowTest> open() {
        return store.read(sql -> sql.createQuery("SELECT * FROM ab_test WHERE state = 'open' ORDER BY id")
                .map((row, context) -> test(row))
                .list());
    }

    Optional<ShadowTest> findOpen(String id) {
        return open().stream().filter(test -> test.id().equals(id)).findFirst();
    }

    /// How every test stands, the newest first.
    List<Line> lines() {
        return store.read(
                sql -> sql.createQuery("""
                        SELECT t.*, (SELECT count(*) FROM ab_pair p WHERE p.test = t.id AND p.failure IS NULL) AS pairs
                        FROM ab_test t ORDER BY began DESC, id""").map((row, context) -> line(row)).list());
    }

    /// The requests up to the last tick that could have become pairs, at the idle rate or at the other.
    long eligible(String test, boolean idle) {
        return store.read(sql -> sql.createQuery("SELECT settled FROM ab_exposure WHERE test = ? AND idle = ?")
                .bind(0, test)
                .bind(1, idle ? 1 : 0)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    static void insert(Handle sql, ShadowTest test) {
        sql.execute(
                "INSERT INTO ab_test (id, cause, target, category, live, shadow, aa, began, plan, state, idle, recent,"
                        + " ticked, looked, dirty) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                test.id(),
                test.causeId(),
                test.target(),
                test.category(),
                test.live(),
                test.shadow(),
                test.aa() ? 1 : 0,
                test.began().toEpochMilli(),
                Json.write(test.plan()),
                test.load().idle() ? 1 : 0,
                test.load().recent(),
                test.load().ticked().toEpochMilli(),
                test.looked().toEpochMilli(),
                test.dirty() ? 1 : 0);
    }

    static void update(Handle sql, ShadowTest test) {
        sql.execute(
                "UPDATE ab_test SET idle = ?, recent = ?, ticked = ?, looked = ?, dirty = ? WHERE id = ?",
                test.load().idle() ? 1 : 0,
                test.load().recent(),
                test.load().ticked().toEpochMilli(),
                test.looked().toEpochMilli(),
                test.dirty() ? 1 : 0,
                test.id());
    }

    static void countEligible(Handle sql, String test, boolean idle) {
        sql.execute(
                "INSERT INTO ab_exposure (test, idle, eligible, settled) VALUES (?, ?, 1, 0)"
                        + " ON CONFLICT DO UPDATE SET eligible = eligible + 1",
                test,
                idle ? 1 : 0);
    }

    static void settleEligible(Handle sql, String test) {
        sql.execute("UPDATE ab_exposure SET settled = eligible WHERE test = ?", test);
    }

    /// Ends a test that runs.
    ///
    /// @param state `completed` or `stopped`
    /// @return false when it had ended already
    static boolean end(Handle sql, String test, String state, Instant at, @Nullable String reason) {
        return sql.execute(
                        "UPDATE ab_test SET state = ?, ended = ?, reason = ? WHERE id = ? AND state = 'open'",
                        state,
                        at.toEpochMilli(),
                        reason,
                        test)
                == 1;
    }

    static void keepReport(Handle sql, String test, ComparisonReport report) {
        sql.execute("UPDATE ab_test SET report = ? WHERE id = ? AND state = 'open'", Json.write(report), test);
    }

    private static ShadowTest test(ResultSet row) throws SQLException {
        return new ShadowTest(
                row.getString("id"),
                row.getString("cause"),
                row.getString("target"),
                row.getString("category"),
                row.getString("live"),
                row.getString("shadow"),
                row.getInt("aa") == 1,
                Instant.ofEpochMilli(row.getLong("began")),
                Json.read(row.getString("plan"), TestPlan.class),
                new Load(row.getInt("idle") == 1, row.getLong("recent"), Instant.ofEpochMilli(row.getLong("ticked"))),
                Instant.ofEpochMilli(row.getLong("looked")),
                row.getInt("dirty") == 1);
    }

    private static Line line(ResultSet row) throws SQLException {
        String report = row.getString("report");
        return new Line(
                row.getString("id"),
                row.getString("target"),
                row.getString("category"),
                row.getString("live"),
                row.getString("shadow"),
                row.getInt("aa") == 1,
                Instant.ofEpochMilli(row.getLong("began")),
                row.getString("state"),
                row.getString("reason"),
                row.getLong("pairs"),
                report == null ? null : Json.read(report, ComparisonReport.class));
    }

    /// A test in a list.
    ///
    /// @param state `open`, `completed` or `stopped`
    /// @param reason why it was stopped
    /// @param pairs answered by both so far
    /// @param report as last looked at
    record Line(
            String testId,
            String target,
            String category,
            String modelA,
            String modelB,
            boolean aa,
            Instant began,
            String state,
            @Nullable String reason,
            long pairs,
            @Nullable ComparisonReport report) {}
}

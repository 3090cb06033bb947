package dev.becas.orchestrator.pipeline;

import dev.becas.kernel.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The rows of pipelines.
public final class PipelineRows {
    private PipelineRows() {}

    /// All pipelines by target.
    public static List<PipelineRow> all(Handle sql) {
        return sql.createQuery("SELECT * FROM orch_pipeline ORDER BY target")
                .map((r, c) -> row(r))
                .list();
    }

    /// The pipeline of a target.
    public static Optional<PipelineRow> find(Handle sql, String target) {
        return sql.createQuery("SELECT * FROM orch_pipeline WHERE target = :target")
                .bind("target", target)
                .map((r, c) -> row(r))
                .findOne();
    }

    /// Makes a pipeline where there is none.
    public static void open(Handle sql, String target, String category, Instant at) {
        PipelineState first = new PipelineState.Collecting("");
        sql.execute(
                "INSERT INTO orch_pipeline (target, category, stage, state, step, round, cause, at) VALUES (?, ?, ?, ?, 0, 0, '', ?) ON CONFLICT DO NOTHING",
                target,
                category,
                first.stage().wireName(),
                write(first),
                at.toEpochMilli());
    }

    /// Remembers that the triggers were looked at.
    public static void checked(Handle sql, String target, Instant at) {
        sql.execute("UPDATE orch_pipeline SET checked_at = ? WHERE target = ?", at.toEpochMilli(), target);
    }

    static void save(Handle sql, PipelineRow row) {
        sql.execute(
                "UPDATE orch_pipeline SET stage = ?, state = ?, step = ?, round = ?, cause = ?, at = ?, learned_until = ? WHERE target = ?",
                row.state().stage().wireName(),
                write(row.state()),
                row.step(),
                row.round(),
                row.cause(),
                row.at().toEpochMilli(),
                millis(row.learnedUntil()),
                row.target());
    }

    private static String write(PipelineState state) {
        return Json.write(state);
    }

    private static PipelineRow row(ResultSet r) throws SQLException {
        return new PipelineRow(
                r.getString("target"),
                r.getString("category"),
                Json.read(r.getString("state"), PipelineState.class),
                r.getLong("step"),
                r.getInt("round"),
                r.getString("cause"),
                Instant.ofEpochMilli(r.getLong("at")),
                instant(r, "learned_until"),
                instant(r, "checked_at"));
    }

    static @Nullable Instant instant(ResultSet r, String column) throws SQLException {
        long millis = r.getLong(column);
        return r.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }
}

package dev.becas.orchestrator.pipeline;

import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ComparisonReport;
import dev.becas.orchestrator.gold.GoldReport;
import dev.becas.orchestrator.pipeline.PipelineEvent.Answered;
import dev.becas.orchestrator.pipeline.PipelineEvent.Forced;
import dev.becas.orchestrator.pipeline.PipelineEvent.GoldJudged;
import dev.becas.orchestrator.pipeline.PipelineEvent.TestReported;
import dev.becas.orchestrator.pipeline.PipelineEvent.Weighed;
import dev.becas.orchestrator.pipeline.PipelineState.Collecting;
import dev.becas.orchestrator.pipeline.PipelineState.Deployed;
import dev.becas.orchestrator.pipeline.PipelineState.Failed;
import dev.becas.orchestrator.pipeline.PipelineState.Fitting;
import dev.becas.orchestrator.pipeline.PipelineState.Ready;
import dev.becas.orchestrator.pipeline.PipelineState.Testing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The rows of rounds: written along with the pipeline's state, read by commands and statistics.
public final class Rounds {
    private Rounds() {}

    /// The rounds of a target, oldest first; of all targets when `target` is null.
    public static List<Round> of(Handle sql, @Nullable String target) {
        return sql.createQuery(
                        "SELECT * FROM orch_round WHERE :target IS NULL OR target = :target ORDER BY target, round")
                .bind("target", target)
                .map((r, c) -> round(r))
                .list();
    }

    /// The round that made a version.
    public static Optional<Round> thatMade(Handle sql, String version) {
        return sql.createQuery("SELECT * FROM orch_round WHERE version = :version ORDER BY round DESC LIMIT 1")
                .bind("version", version)
                .map((r, c) -> round(r))
                .findOne();
    }

    /// Keeps the figures of a gold evaluation, whatever they lead to.
    public static void gold(Handle sql, PipelineRow row, GoldReport report) {
        set(sql, row, "gold", Json.write(report));
    }

    /// Keeps what a transition says about the round.
    static void note(Handle sql, PipelineRow row, PipelineEvent event, Instant at) {
        if (event instanceof TestReported reported) {
            set(sql, row, "report", Json.write(reported.report()));
        }
        switch (row.state()) {
            case Ready ready ->
                sql.execute(
                        "INSERT INTO orch_round (target, round, category, trigger, began_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET trigger = excluded.trigger",
                        row.target(),
                        row.round(),
                        row.category(),
                        ready.trigger(),
                        at.toEpochMilli());
            case Fitting fitting -> {
                set(sql, row, "dataset", fitting.datasetId());
                set(sql, row, "job", fitting.jobId());
            }
            case Testing testing -> {
                set(sql, row, "version", testing.version());
                set(sql, row, "test", testing.testId());
            }
            case Collecting collecting -> end(sql, row, outcome(event), collecting.note(), typed(event), at);
            case Failed failed -> end(sql, row, "failed", failed.cause(), null, at);
            case Deployed deployed -> end(sql, row, "promoted", event.why(), typed(event), at);
            default -> {
                // the other states say nothing that a round keeps
            }
        }
    }

    private static String outcome(PipelineEvent event) {
        return switch (event) {
            case GoldJudged judged -> "gold_gate";
            case Weighed weighed -> "keep_A";
            case Answered answered -> "rejected";
            default -> "stopped";
        };
    }

    private static @Nullable String typed(PipelineEvent event) {
        return switch (event) {
            case Answered answered -> answered.reasonContentId();
            case Forced forced -> forced.reasonContentId();
            default -> null;
        };
    }

    /// A version was taken back: its round says so from now on, whatever it said before.
    public static void takenBack(
            Handle sql, String version, String reason, @Nullable String reasonContentId, Instant at) {
        sql.execute(
                "UPDATE orch_round SET outcome = 'rolled_back', reason = ?, reason_content = ?, ended_at = ? WHERE version = ?",
                reason,
                reasonContentId,
                at.toEpochMilli(),
                version);
    }

    /// The first outcome of a round stays.
    private static void end(
            Handle sql, PipelineRow row, String outcome, String reason, @Nullable String reasonContentId, Instant at) {
        sql.execute(
                "UPDATE orch_round SET outcome = ?, reason = ?, reason_content = ?, ended_at = ? WHERE target = ? AND round = ? AND outcome IS NULL",
                outcome,
                reason,
                reasonContentId,
                at.toEpochMilli(),
                row.target(),
                row.round());
    }

    private static void set(Handle sql, PipelineRow row, String column, String value) {
        sql.execute(
                "UPDATE orch_round SET " + column + " = ? WHERE target = ? AND round = ?",
                value,
                row.target(),
                row.round());
    }

    private static Round round(ResultSet r) throws SQLException {
        String gold = r.getString("gold");
        String report = r.getString("report");
        return new Round(
                r.getString("target"),
                r.getInt("round"),
                r.getString("category"),
                r.getString("trigger"),
                Instant.ofEpochMilli(r.getLong("began_at")),
                PipelineRows.instant(r, "ended_at"),
                r.getString("dataset"),
                r.getString("job"),
                r.getString("version"),
                r.getString("test"),
                gold == null ? null : Json.read(gold, GoldReport.class),
                report == null ? null : Json.read(report, ComparisonReport.class),
                r.getString("outcome"),
                r.getString("reason"),
                r.getString("reason_content"));
    }
}

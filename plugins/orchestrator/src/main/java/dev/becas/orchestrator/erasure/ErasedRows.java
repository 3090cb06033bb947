package dev.becas.orchestrator.erasure;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.DatasetFlow.DatasetRevised;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ModelAlias;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The rows of who learned from erased texts.
public final class ErasedRows {
    private static final String OF = """
            SELECT * FROM orch_erased WHERE subject IN (SELECT value FROM json_each(:names))
            ORDER BY at, event, subject""";

    private ErasedRows() {}

    /// What these versions learned from and is erased, oldest first.
    public static List<ErasedData> of(Handle sql, Collection<String> versions) {
        return sql.createQuery(OF)
                .bind("names", Json.write(versions))
                .map((r, c) -> row(r))
                .list();
    }

    /// The same of those that answer now.
    public static List<ErasedData> ofAnswering(Handle sql, Optional<ModelAlias> alias) {
        return of(
                sql,
                alias.stream()
                        .flatMap(a -> Stream.of(a.version(), a.sharePercent() == 100 ? "" : "" + a.fallback()))
                        .toList());
    }

    /// @param subject a version, or a job that has made none yet
    static void note(Tx tx, String subject, int round, DatasetRevised revised) {
        tx.execute(
                "INSERT INTO orch_erased (subject, dataset, revision, removed, shortened, round, event, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                subject,
                revised.datasetId(),
                revised.revision(),
                revised.removed(),
                revised.shortened(),
                round,
                revised.head().id(),
                revised.head().at().toEpochMilli());
    }

    /// A job has made a version: what holds for the job holds for it.
    static void made(Tx tx, String job, String version) {
        tx.execute(
                "INSERT INTO orch_erased SELECT ?, dataset, revision, removed, shortened, round, event, at FROM orch_erased WHERE subject = ? ON CONFLICT DO NOTHING",
                version,
                job);
    }

    private static ErasedData row(ResultSet r) throws SQLException {
        return new ErasedData(
                r.getString("subject"),
                r.getString("dataset"),
                r.getInt("revision"),
                r.getInt("removed"),
                r.getInt("shortened"),
                r.getInt("round"),
                r.getString("event"),
                Instant.ofEpochMilli(r.getLong("at")));
    }
}

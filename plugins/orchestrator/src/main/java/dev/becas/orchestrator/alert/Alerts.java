package dev.becas.orchestrator.alert;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.PromotionFlow.AlertRaised;
import dev.becas.kernel.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The alerts there were. One that lasts is raised once; after it was cleared it may be raised again. Goes to the log,
/// to the journal and, when an address is set, to a webhook.
public final class Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    /// How long the same warning is not told again after it was.
    private static final Duration AGAIN_AFTER = Duration.ofHours(24);

    private final boolean webhook;

    /// @param webhook whether alerts are posted somewhere
    public Alerts(boolean webhook) {
        this.webhook = webhook;
    }

    /// Raises an alert, unless it lasts already or is silenced.
    public void raise(Tx tx, String alert, String subject, String severity, String sentence, EventHead by) {
        if (isOpen(tx.sql(), alert, subject)
                || wasRaisedLately(tx.sql(), alert, subject, by.at())
                || isSilenced(tx.sql(), alert, by.at())) {
            return;
        }
        EventHead head = new EventHead(
                Ids.derive(by.id(), "alert/" + alert + "/" + subject, 0), by.id(), EventHead.NO_GUILD, by.at());
        AlertRaised raised = new AlertRaised(head, alert, severity, sentence);
        if (!tx.publish(raised)) {
            return;
        }
        tx.sql()
                .execute(
                        "INSERT INTO orch_alert (id, alert, subject, severity, sentence, raised_at) VALUES (?, ?, ?, ?, ?, ?)",
                        head.id(),
                        alert,
                        subject,
                        severity,
                        sentence,
                        head.at().toEpochMilli());
        if (webhook) {
            tx.outbox(
                    Webhook.KIND,
                    Webhook.KIND + "/" + head.id(),
                    head.id(),
                    new Webhook.Post(head.id(), alert, subject, severity, sentence, head.at()));
        }
        tx.afterCommit(() -> LOG.warn("alert {} ({}) about {}: {}", alert, severity, subject, sentence));
    }

    /// An alert is over.
    public void clear(Tx tx, String alert, String subject, Instant at) {
        tx.sql()
                .execute(
                        "UPDATE orch_alert SET cleared_at = ? WHERE alert = ? AND subject = ? AND cleared_at IS NULL",
                        at.toEpochMilli(),
                        alert,
                        subject);
    }

    /// The newest alerts first; those that last, or all.
    public static List<Alert> list(Handle sql, boolean all, int max) {
        return sql.createQuery(
                        "SELECT * FROM orch_alert WHERE :all OR cleared_at IS NULL ORDER BY raised_at DESC, id LIMIT :max")
                .bind("all", all)
                .bind("max", max)
                .map((r, c) -> alert(r))
                .list();
    }

    /// Says that somebody looks after an alert. What has no figure to clear it (a guardrail, a failure) is over with
    /// that.
    ///
    /// @return false when there is no such alert
    public static boolean acknowledge(Tx tx, String id, String actor, Instant at) {
        return tx.sql()
                        .execute(
                                "UPDATE orch_alert SET acked_by = ?, acked_at = ?, cleared_at = CASE WHEN alert IN ('guardrail', 'pipeline_failed') THEN coalesce(cleared_at, ?) ELSE cleared_at END WHERE id = ?",
                                actor,
                                at.toEpochMilli(),
                                at.toEpochMilli(),
                                id)
                == 1;
    }

    /// Keeps one sort of alert quiet until then.
    public static void silence(Tx tx, String alert, String actor, Instant until) {
        tx.sql()
                .execute(
                        "INSERT INTO orch_silence (alert, until, by) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET until = excluded.until, by = excluded.by",
                        alert,
                        until.toEpochMilli(),
                        actor);
    }

    private static boolean isOpen(Handle sql, String alert, String subject) {
        return sql.createQuery(
                                "SELECT count(*) FROM orch_alert WHERE alert = :alert AND subject = :subject AND cleared_at IS NULL")
                        .bind("alert", alert)
                        .bind("subject", subject)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /// A figure that wavers about its limit is told once a day, not each time it crosses it.
    private static boolean wasRaisedLately(Handle sql, String alert, String subject, Instant at) {
        return sql.createQuery(
                                "SELECT count(*) FROM orch_alert WHERE alert = :alert AND subject = :subject AND severity = 'warning' AND raised_at > :since")
                        .bind("alert", alert)
                        .bind("subject", subject)
                        .bind("since", at.minus(AGAIN_AFTER).toEpochMilli())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static boolean isSilenced(Handle sql, String alert, Instant at) {
        return sql.createQuery("SELECT count(*) FROM orch_silence WHERE alert = :alert AND until > :at")
                        .bind("alert", alert)
                        .bind("at", at.toEpochMilli())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static Alert alert(ResultSet r) throws SQLException {
        return new Alert(
                r.getString("id"),
                r.getString("alert"),
                r.getString("subject"),
                r.getString("severity"),
                r.getString("sentence"),
                Instant.ofEpochMilli(r.getLong("raised_at")),
                instant(r, "cleared_at"),
                r.getString("acked_by"),
                instant(r, "acked_at"));
    }

    private static @Nullable Instant instant(ResultSet r, String column) throws SQLException {
        long millis = r.getLong(column);
        return r.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}

package dev.becas.abtesting;

import dev.becas.abtesting.ShadowPair.Said;
import dev.becas.kernel.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The rows of pairs, and of what people said about their messages.
final class PairTable {

    private final Store store;

    PairTable(Store store) {
        this.store = store;
    }

    /// The pairs of a test up to an instant, in the order in which they enter it: time, message, request. The journal's
    /// order is not in it, because it differs between runs.
    List<ShadowPair> inOrder(String test, Instant until) {
        return store.read(
                sql -> sql.createQuery("SELECT * FROM ab_pair WHERE test = ? AND at <= ? ORDER BY at, message, request")
                        .bind(0, test)
                        .bind(1, until.toEpochMilli())
                        .map((row, context) -> pair(row))
                        .list());
    }

    /// What people said up to an instant about the messages of a test's pairs, by [#key].
    Map<String, Truth> truths(ShadowTest test, Instant until) {
        Map<String, List<Opinion>> opinions = new HashMap<>();
        store.read(sql -> sql.createQuery("""
                        SELECT DISTINCT o.* FROM ab_pair p
                        JOIN ab_opinion o ON o.category = ? AND o.message = p.message AND o.guild = p.guild
                        WHERE p.test = ? AND p.at <= ? AND o.at <= ?""")
                        .bind(0, test.category())
                        .bind(1, test.id())
                        .bind(2, until.toEpochMilli())
                        .bind(3, until.toEpochMilli())
                        .map((row, context) -> opinion(row))
                        .list())
                .forEach(opinion -> opinions.computeIfAbsent(
                                key(opinion.guild(), opinion.message()), key -> new ArrayList<>())
                        .add(opinion));
        Map<String, Truth> truths = new HashMap<>();
        opinions.forEach((key, said) -> truths.put(key, Truth.of(said)));
        return truths;
    }

    /// Whether a label of this test expired in the time after `after`, up to `until`.
    boolean expired(String test, Instant after, Instant until) {
        return store.read(
                sql -> sql.createQuery("SELECT EXISTS (SELECT 1 FROM ab_pair WHERE test = ? AND due > ? AND due <= ?)")
                        .bind(0, test)
                        .bind(1, after.toEpochMilli())
                        .bind(2, until.toEpochMilli())
                        .mapTo(Boolean.class)
                        .one());
    }

    static String key(String guild, String message) {
        return guild + "\u0000" + message;
    }

    static void insert(Handle sql, String test, ShadowPair pair) {
        Said shadow = pair.shadow();
        Said again = pair.again();
        sql.execute(
                "INSERT INTO ab_pair (test, request, guild, channel, message, at, idle, a_label, a_confidence, b_label,"
                        + " b_confidence, b_nanos, again_label, again_nanos, failure, due, opinions)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                test,
                pair.request(),
                pair.guild(),
                pair.channel(),
                pair.message(),
                pair.at().toEpochMilli(),
                pair.idle() ? 1 : 0,
                pair.live().label(),
                pair.live().confidence(),
                shadow == null ? null : shadow.label(),
                shadow == null ? null : shadow.confidence(),
                shadow == null ? null : shadow.serviceNanos(),
                again == null ? null : again.label(),
                again == null ? null : again.serviceNanos(),
                pair.failure(),
                millis(pair.due()),
                pair.opinions());
    }

    static void insert(Handle sql, Opinion opinion) {
        sql.execute(
                "INSERT INTO ab_opinion (event, guild, message, category, moderator, label, at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                opinion.eventId(),
                opinion.guild(),
                opinion.message(),
                opinion.category(),
                opinion.moderator(),
                opinion.label(),
                opinion.at().toEpochMilli());
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static ShadowPair pair(ResultSet row) throws SQLException {
        long due = row.getLong("due");
        Instant dueAt = row.wasNull() ? null : Instant.ofEpochMilli(due);
        return new ShadowPair(
                row.getString("request"),
                row.getString("guild"),
                row.getString("channel"),
                row.getString("message"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getInt("idle") == 1,
                new Said(row.getString("a_label"), row.getDouble("a_confidence"), 0),
                said(row.getString("b_label"), row.getDouble("b_confidence"), row.getLong("b_nanos")),
                said(row.getString("again_label"), 0, row.getLong("again_nanos")),
                row.getString("failure"),
                dueAt,
                row.getInt("opinions"));
    }

    private static @Nullable Said said(@Nullable String label, double confidence, long nanos) {
        return label == null ? null : new Said(label, confidence, nanos);
    }

    private static Opinion opinion(ResultSet row) throws SQLException {
        return new Opinion(
                row.getString("event"),
                row.getString("guild"),
                row.getString("message"),
                row.getString("category"),
                row.getString("moderator"),
                row.getString("label"),
                Instant.ofEpochMilli(row.getLong("at")));
    }
}

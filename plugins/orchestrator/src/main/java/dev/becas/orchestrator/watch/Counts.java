package dev.becas.orchestrator.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Counts by five minutes of conversation time.
public final class Counts {
    /// The length of a bucket.
    public static final Duration BUCKET = Duration.ofMinutes(5);
    /// Counts older than this are dropped.
    public static final Duration KEPT = Duration.ofDays(60);
    /// Any subject.
    public static final String ALL = "%";

    private final Map<Key, Double> added = new TreeMap<>();

    private record Key(String name, String subject, long bucket) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byName = name.compareTo(other.name);
            int bySubject = byName != 0 ? byName : subject.compareTo(other.subject);
            return bySubject != 0 ? bySubject : Long.compare(bucket, other.bucket);
        }
    }

    /// Adds one.
    public void add(Count count, String subject, Instant at) {
        add(count, subject, at, 1);
    }

    /// Adds `n`.
    public void add(Count count, String subject, Instant at, double n) {
        long bucket = at.toEpochMilli() / BUCKET.toMillis() * BUCKET.toMillis();
        added.merge(new Key(count.column(), subject, bucket), n, Double::sum);
    }

    /// Writes what was added.
    public void write(Handle sql) {
        added.forEach((key, n) -> sql.execute(
                "INSERT INTO orch_count (name, subject, bucket, n) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
                key.name(),
                key.subject(),
                key.bucket(),
                n));
    }

    /// What was counted in [`from`, `to`), by whole buckets that begin in it.
    public static double sum(Handle sql, Count count, String subject, Instant from, Instant to) {
        String which = subject.equals(ALL) ? "" : " AND subject = :subject";
        return sql.createQuery("SELECT coalesce(sum(n), 0) FROM orch_count WHERE name = :name" + which
                        + " AND bucket >= :from AND bucket < :to")
                .bind("name", count.column())
                .bindMap(subject.equals(ALL) ? Map.of() : Map.of("subject", subject))
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .mapTo(Double.class)
                .one();
    }

    /// Whether anything was counted in [`from`, `to`).
    public static boolean any(Handle sql, Instant from, Instant to) {
        return sql.createQuery("SELECT EXISTS (SELECT 1 FROM orch_count WHERE bucket >= :from AND bucket < :to)")
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .mapTo(Boolean.class)
                .one();
    }

    /// Drops what is too old to be asked for.
    public static void forget(Handle sql, Instant now) {
        sql.execute("DELETE FROM orch_count WHERE bucket < ?", now.minus(KEPT).toEpochMilli());
    }
}

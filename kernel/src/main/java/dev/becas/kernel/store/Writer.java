package dev.becas.kernel.store;

import dev.becas.kernel.failpoint.Failpoints;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/// The one thread that owns the writing connection. It gathers waiting work into one transaction (group commit), each
/// piece in a savepoint of its own, and tells everybody after the commit. Work of plugins runs on *their* thread while
/// this one waits, for [#LEASE_MAX] at most; then the connection is closed under it, everything of the group is rolled
/// back and done again without it. So a plugin that hangs in the middle of a transaction stops nobody else.
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    /// How long one piece of work may hold the connection.
    static final Duration LEASE_MAX = Duration.ofSeconds(5);
    /// How many pieces share one commit at most; bounds what a power cut makes wait again.
    private static final int GROUP_MAX = 256;
    /// How long a group may stay open while more work keeps coming; bounds the wait for an acknowledgement.
    private static final long GROUP_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(20);
    /// How much work may wait; publishers wait when it is full.
    private static final int QUEUE_MAX = 4096;

    /// How long a group waits for another program to let go of the file.
    private static final long BEGIN_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);

    private final SqliteFile file;
    private final BlockingQueue<WriteTask<?>> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Thread thread;
    private final Duration leaseMax;
    private volatile boolean closing;
    private volatile boolean ended;
    private Connection connection;
    private Handle handle;
    private @Nullable WriterStatements statements;

    Writer(SqliteFile file, Duration leaseMax) throws SQLException {
        this.file = file;
        this.leaseMax = leaseMax;
        this.connection = file.connect();
        this.handle = Jdbi.create(connection).open();
        this.thread = new Thread(this::run, "store-writer");
        thread.start();
    }

    /// Queues work; the task's future ends after the commit.
    void submit(WriteTask<?> task) throws InterruptedException {
        while (!closing) {
            if (queue.offer(task, 100, TimeUnit.MILLISECONDS)) {
                if (ended && queue.remove(task)) {
                    break;
                }
                return;
            }
        }
        throw closed();
    }

    private StoreException closed() {
        return new StoreException("the store " + file.path() + " is closed");
    }

    private void run() {
        while (!closing || !queue.isEmpty()) {
            try {
                WriteTask<?> first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    commitGroup(first);
                }
            } catch (InterruptedException e) {
                LOG.debug("writer interrupted, going on until closed");
            } catch (RuntimeException | Error e) {
                LOG.error("the writer of {} failed and starts afresh", file.path(), e);
                reconnect();
            }
        }
        ended = true;
        for (WriteTask<?> late = queue.poll(); late != null; late = queue.poll()) {
            late.fail(closed());
        }
    }

    private void commitGroup(WriteTask<?> first) {
        List<WriteTask<?>> group = new ArrayList<>();
        WriteTask<?> task = first;
        try {
            begin();
            long began = System.nanoTime();
            while (task != null) {
                if (!doOne(task, group)) {
                    return;
                }
                boolean more = group.size() < GROUP_MAX && System.nanoTime() - began < GROUP_NANOS_MAX;
                task = more ? queue.poll() : null;
            }
            raw("COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            Throwable sentence = explain(e);
            if (task != null) {
                task.fail(sentence);
            }
            group.forEach(t -> t.fail(sentence));
            reconnect();
            return;
        }
        Failpoints.reach(Failpoints.AFTER_COMMIT_BEFORE_ACK);
        group.forEach(WriteTask::committed);
    }

    /// Begins the group's transaction. A migration of a plugin, or a program beside Becas, may hold the file for a
    /// while.
    private void begin() throws SQLException {
        long deadline = System.nanoTime() + BEGIN_NANOS_MAX;
        while (true) {
            try {
                raw("BEGIN IMMEDIATE");
                return;
            } catch (SQLException e) {
                if (!SqliteFailure.isBusy(e) || closing || System.nanoTime() > deadline) {
                    throw e;
                }
                LOG.warn("the store {} is locked by another program; waiting", file.path());
            }
        }
    }

    /// @return false when the transaction is over, rolled back whole
    private boolean doOne(WriteTask<?> task, List<WriteTask<?>> group) throws SQLException {
        raw("SAVEPOINT piece");
        WriteTask.End end = task.perform(handle, statements(), leaseMax, this::explain);
        switch (end) {
            case DONE -> {
                raw("RELEASE piece");
                group.add(task);
                return true;
            }
            case FAILED -> {
                try {
                    raw("ROLLBACK TO piece");
                    raw("RELEASE piece");
                } catch (SQLException rollbackFailed) {
                    // A full disk ends the whole transaction on its own; the others of the group try again.
                    group.forEach(t ->
                            t.fail(new StoreException.TryAgain("the transaction was rolled back with another's work")));
                    reconnect();
                    return false;
                }
                return true;
            }
            case OVERDUE -> {
                LOG.error("{} held the writer for more than {} and was cut off", task.name(), leaseMax);
                reconnect();
                group.forEach(t ->
                        t.fail(new StoreException.TryAgain("rolled back because " + task.name() + " was cut off")));
                return false;
            }
        }
        throw new IllegalStateException("unknown end " + end);
    }

    private WriterStatements statements() throws SQLException {
        WriterStatements known = statements;
        if (known == null) {
            known = new WriterStatements(connection);
            statements = known;
        }
        return known;
    }

    private void raw(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The sentence for what SQLite refused; what is no refusal of SQLite's stays as it is.
    private Throwable explain(Throwable e) {
        if (e instanceof StoreException.TryAgain || e instanceof StoreException.Disk) {
            return e;
        }
        if (SqliteFailure.isOfTheDisk(e)) {
            return new StoreException.Disk(
                    "the disk of " + file.path()
                            + " is full or failed: nothing was written, nothing stored is lost; make room and try again",
                    e);
        }
        return e instanceof SQLException refusal
                ? new StoreException(
                        "the store " + file.path() + " refused a commit: " + SqliteFailure.inWords(refusal), refusal)
                : e;
    }

    private void reconnect() {
        closeQuietly();
        try {
            connection = file.connect();
            handle = Jdbi.create(connection).open();
            statements = null;
        } catch (SQLException e) {
            LOG.error("cannot open {} again; the next write tries once more", file.path(), e);
        }
    }

    /// A statement that still runs on a thread that was cut off is broken off first; closing would wait for it.
    private void closeQuietly() {
        try {
            if (connection instanceof SQLiteConnection sqlite) {
                sqlite.getDatabase().interrupt();
            }
            handle.close();
            connection.close();
        } catch (RuntimeException | SQLException e) {
            LOG.debug("closing a connection that was taken away", e);
        }
    }

    @Override
    public void close() {
        closing = true;
        Uninterruptible.join(thread);
        closeQuietly();
    }
}

package dev.becas.kernel.store;

import dev.becas.kernel.failpoint.Failpoints;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that owns the writing connection. It gathers waiting work into one transaction (group commit), each piece
/// in a savepoint of its own, and tells everybody after the commit. The first piece needs no savepoint: while it is
/// alone, to roll back the transaction is to roll back the piece.
final class WriterThread extends Thread {
    private static final Logger LOG = LoggerFactory.getLogger(WriterThread.class);
    /// How many pieces share one commit at most; bounds what a power cut makes wait again.
    private static final int GROUP_MAX = 256;
    /// How long a group may stay open while more work keeps coming; bounds the wait for an acknowledgement.
    private static final long GROUP_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(20);
    /// How long a group waits for another program to let go of the file.
    private static final long BEGIN_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);

    private final SqliteFile file;
    private final WritingConnection connection;
    private final BlockingQueue<WriteTask<?>> queue;
    private final Duration leaseMax;
    private final BooleanSupplier closing;
    private final Runnable end;
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();
    private volatile boolean cutOff;

    /// Work that may be cut off, and those whose work is in the same transaction.
    private record Running(WriteTask<?> task, List<WriteTask<?>> group, long sinceNanos) {}

    /// @param end runs last, unless this thread was cut off
    WriterThread(
            SqliteFile file,
            WritingConnection connection,
            BlockingQueue<WriteTask<?>> queue,
            Duration leaseMax,
            BooleanSupplier closing,
            Runnable end) {
        super("store-writer");
        setDaemon(true); // one that was cut off must not keep the process alive
        this.file = file;
        this.connection = connection;
        this.queue = queue;
        this.leaseMax = leaseMax;
        this.closing = closing;
        this.end = end;
    }

    @Override
    public void run() {
        while (!cutOff && !(closing.getAsBoolean() && queue.isEmpty())) {
            try {
                WriteTask<?> first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    commitGroup(first);
                }
            } catch (InterruptedException e) {
                LOG.debug("writer interrupted, going on until closed");
            } catch (RuntimeException | Error e) {
                LOG.error("the writer of {} failed and starts afresh", file.path(), e);
                connection.close();
            }
        }
        if (!cutOff) {
            connection.close();
            end.run();
        }
    }

    /// On another thread: takes the connection from work that has had it for too long. The work's own transaction and
    /// its neighbours' are rolled back; the neighbours try again.
    ///
    /// @return whether this thread was cut off: it writes no more, and ends when the work returns
    boolean cutOffWhenOverdue() {
        Running now = running.get();
        if (now == null
                || System.nanoTime() - now.sinceNanos() < leaseMax.toNanos()
                || !running.compareAndSet(now, null)) {
            return false;
        }
        cutOff = true;
        connection.close();
        tellOverdue(now.task(), now.group());
        interrupt();
        return true;
    }

    private void tellOverdue(WriteTask<?> overdue, List<WriteTask<?>> group) {
        LOG.error("{} held the writer for more than {} and was cut off", overdue.name(), leaseMax);
        group.forEach(
                t -> t.fail(new StoreException.TryAgain("rolled back because " + overdue.name() + " was cut off")));
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
            connection.run("COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            Throwable sentence = explain(e);
            if (task != null) {
                task.fail(sentence);
            }
            group.forEach(t -> t.fail(sentence));
            connection.close();
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
                connection.run("BEGIN IMMEDIATE");
                return;
            } catch (SQLException e) {
                if (!SqliteFailure.isBusy(e) || closing.getAsBoolean() || System.nanoTime() > deadline) {
                    throw e;
                }
                LOG.warn("the store {} is locked by another program; waiting", file.path());
            }
        }
    }

    /// @return false when the transaction is over, rolled back whole
    private boolean doOne(WriteTask<?> task, List<WriteTask<?>> group) throws SQLException {
        boolean alone = group.isEmpty();
        if (!alone) {
            connection.run("SAVEPOINT piece");
        }
        WriteTask.End how = perform(task, group);
        switch (how) {
            case DONE -> {
                if (!alone) {
                    connection.run("RELEASE piece");
                }
                group.add(task);
                return true;
            }
            case FAILED -> {
                task.fail(explain(task.failure()));
                return undone(alone, group);
            }
            case OVERDUE -> {
                task.fail(new StoreException(
                        task.name() + " held the writer for more than " + leaseMax.toSeconds() + " s and was cut off"));
                if (!cutOff) {
                    connection.close();
                    tellOverdue(task, group);
                }
                return false;
            }
        }
        throw new IllegalStateException("unknown end " + how);
    }

    private WriteTask.End perform(WriteTask<?> task, List<WriteTask<?>> group) throws SQLException {
        if (!task.watched()) {
            return task.perform(connection.handle(), connection.statements(), leaseMax);
        }
        Running mine = new Running(task, group, System.nanoTime());
        running.set(mine);
        WriteTask.End how = task.perform(connection.handle(), connection.statements(), leaseMax);
        if (running.compareAndSet(mine, null)) {
            if (Thread.interrupted()) {
                LOG.debug("{} left an interrupt behind, which is for nobody else", task.name());
            }
            return how;
        }
        cutOff = true; // the watch says so too, but perhaps not yet
        return WriteTask.End.OVERDUE;
    }

    /// Rolls back one piece.
    ///
    /// @return false when the whole transaction had to go with it
    private boolean undone(boolean alone, List<WriteTask<?>> group) throws SQLException {
        try {
            connection.statements().clear();
            if (!alone) {
                connection.run("ROLLBACK TO piece");
                connection.run("RELEASE piece");
                return true;
            }
            connection.run("ROLLBACK");
        } catch (SQLException e) {
            // A full disk ends the whole transaction on its own; the others of the group try again.
            LOG.debug("the transaction is over", e);
            connection.close();
            group.forEach(
                    t -> t.fail(new StoreException.TryAgain("the transaction was rolled back with another's work")));
            return false;
        }
        begin();
        return true;
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
}

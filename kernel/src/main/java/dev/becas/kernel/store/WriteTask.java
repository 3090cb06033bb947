package dev.becas.kernel.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One piece of work for the writer.
///
/// @param <T> what it answers after the commit
final class WriteTask<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WriteTask.class);

    /// How a piece ended, before the commit of its group.
    enum End {
        DONE,
        FAILED,
        OVERDUE
    }

    /// What is done with the connection.
    @FunctionalInterface
    interface Work<T> {
        T run(Handle handle, WriterStatements statements, List<Runnable> afterCommit) throws Exception;
    }

    /// On which thread the work runs.
    enum Where {
        /// On the thread that asked, while the writer waits for it.
        ASKER,
        /// On the writer's thread, which is cut off when it takes too long.
        WRITER,
        /// On the writer's thread, as long as it takes: the kernel's own.
        WRITER_AT_LENGTH
    }

    private final String name;
    private final Work<T> work;
    private final Where where;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final CountDownLatch granted = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);
    private volatile @Nullable Handle handle;
    private volatile @Nullable WriterStatements statements;
    private volatile boolean withdrawn;
    private @Nullable T result;
    private @Nullable Throwable failure;

    WriteTask(String name, Where where, Work<T> work) {
        this.name = name;
        this.where = where;
        this.work = work;
    }

    String name() {
        return name;
    }

    CompletableFuture<T> future() {
        return future;
    }

    /// Whether it may be cut off while the writer's thread is in it.
    boolean watched() {
        return where == Where.WRITER;
    }

    /// Why it failed.
    Throwable failure() {
        Throwable known = failure;
        return known == null ? new IllegalStateException(name + " was withdrawn") : known;
    }

    /// On the writer's thread: does the work, or lends the connection to the thread that asked and waits for it.
    End perform(Handle h, WriterStatements s, Duration leaseMax) {
        if (withdrawn) {
            return End.FAILED;
        }
        handle = h;
        statements = s;
        if (where != Where.ASKER) {
            runWork();
        } else {
            granted.countDown();
            if (!returnedWithin(leaseMax)) {
                withdrawn = true;
                return End.OVERDUE;
            }
        }
        return failure == null ? End.DONE : End.FAILED;
    }

    /// On the thread that asked: waits for the connection, works, gives it back. There is nothing to do when the task
    /// has failed before it was given the connection.
    void runLeased() throws InterruptedException {
        try {
            granted.await();
            if (handle != null) {
                runWork();
            }
        } catch (InterruptedException e) {
            withdrawn = true;
            failure = e;
            throw e;
        } finally {
            returned.countDown();
        }
    }

    private void runWork() {
        Handle h = handle;
        WriterStatements s = statements;
        if (h == null || s == null) {
            throw new IllegalStateException(name + " works without a connection");
        }
        try {
            result = work.run(h, s, afterCommit);
        } catch (Throwable e) {
            failure = e;
        }
    }

    private boolean returnedWithin(Duration leaseMax) {
        try {
            return returned.await(leaseMax.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /// After the commit of the group.
    void committed() {
        for (Runnable action : afterCommit) {
            try {
                action.run();
            } catch (Throwable e) {
                LOG.error("what {} does after its commit failed; its rows are written", name, e);
            }
        }
        @SuppressWarnings("NullAway") // a task's T says whether its result may be null
        T value = result;
        future.complete(value);
    }

    /// Ends it without a commit, whether it has had the connection or not.
    void fail(Throwable e) {
        future.completeExceptionally(e);
        granted.countDown();
    }

    /// The answer after the commit. An interrupt does not cut this wait short, because whether the work is written is
    /// decided by now and must be known; it is kept for whoever looks next.
    T awaitEnd() throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

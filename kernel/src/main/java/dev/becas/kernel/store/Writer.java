package dev.becas.kernel.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue of work and the one thread that writes. A watch looks after work that runs on that thread: what takes
/// longer than [#LEASE_MAX] is cut off together with its thread, and another thread goes on with a connection of its
/// own. So an effect of a plugin that hangs in the middle of a transaction stops nobody else.
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    /// How long one piece of work may hold the connection.
    static final Duration LEASE_MAX = Duration.ofSeconds(5);
    /// How much work may wait; publishers wait when it is full.
    private static final int QUEUE_MAX = 4096;
    /// The watch looks so many times in the longest time that work may take.
    private static final int LOOKS = 8;

    private final SqliteFile file;
    private final Duration leaseMax;
    private final BlockingQueue<WriteTask<?>> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;
    private WriterThread thread;

    Writer(SqliteFile file, Duration leaseMax) throws SQLException {
        this.file = file;
        this.leaseMax = leaseMax;
        WritingConnection connection = new WritingConnection(file);
        connection.statements();
        this.thread = newThread(connection);
        thread.start();
        Thread watch = new Thread(this::watch, "store-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private WriterThread newThread(WritingConnection connection) {
        return new WriterThread(file, connection, queue, leaseMax, () -> closing, this::end);
    }

    /// Queues work; the task's future ends after the commit.
    void submit(WriteTask<?> task) throws InterruptedException {
        while (!closing) {
            if (queue.offer(task, 100, TimeUnit.MILLISECONDS)) {
                if (ended.getCount() == 0 && queue.remove(task)) {
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

    private void watch() {
        try {
            while (!ended.await(leaseMax.toNanos() / LOOKS, TimeUnit.NANOSECONDS)) {
                if (thread.cutOffWhenOverdue()) {
                    thread = newThread(new WritingConnection(file));
                    thread.start();
                }
            }
        } catch (InterruptedException e) {
            LOG.error("nobody watches the writer of {} any more", file.path(), e);
        }
    }

    /// The last thing that a writing thread does which was not cut off.
    private void end() {
        ended.countDown();
        for (WriteTask<?> late = queue.poll(); late != null; late = queue.poll()) {
            late.fail(closed());
        }
    }

    /// Writes what waits, then ends.
    @Override
    public void close() {
        closing = true;
        Uninterruptible.await(ended);
    }
}

package dev.becas.kernel.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few connections that only read. Each read sees one committed state and lives shortly: a long one would keep the
/// write-ahead log from shrinking.
final class Readers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final int CONNECTIONS = 6;
    private static final int WAIT_SECONDS_MAX = 30;
    /// A reader that hangs is left behind when the store closes.
    private static final int CLOSE_SECONDS_MAX = 5;

    private final BlockingQueue<Handle> free = new ArrayBlockingQueue<>(CONNECTIONS);
    private final SqliteFile file;
    private int open;

    Readers(SqliteFile file) throws SQLException {
        this.file = file;
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                free.add(open());
                open++;
            }
        } catch (SQLException e) {
            free.forEach(Readers::end);
            throw e;
        }
    }

    <T, X extends Exception> T read(HandleCallback<T, X> query) throws X {
        Handle handle = take();
        try {
            return query.withHandle(handle);
        } finally {
            free.add(handle);
        }
    }

    private Handle take() {
        try {
            Handle handle = free.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
            if (handle == null) {
                throw new StoreException(
                        "no reading connection of " + file.path() + " was free for " + WAIT_SECONDS_MAX + " s");
            }
            return handle;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting to read " + file.path(), e);
        }
    }

    private Handle open() throws SQLException {
        Connection connection = file.connectReadOnly();
        return Jdbi.create(connection).open();
    }

    /// A handle made from a connection leaves it open.
    private static void end(Handle handle) {
        try (Connection connection = handle.getConnection()) {
            handle.close();
            LOG.trace("closing {}", connection);
        } catch (SQLException e) {
            LOG.warn("cannot close a reading connection", e);
        }
    }

    @Override
    public void close() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS_MAX);
        while (open > 0 && System.nanoTime() < deadline) {
            Handle handle = free.poll();
            if (handle != null) {
                end(handle);
                open--;
            } else {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }
}

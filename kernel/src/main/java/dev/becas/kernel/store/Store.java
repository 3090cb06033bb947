package dev.becas.kernel.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jspecify.annotations.Nullable;

/// The one SQL store of an installation. Everything is written through one connection with group commit and read
/// through a few others. What [#write] answered is on the disk.
public final class Store implements AutoCloseable {
    private final SqliteFile file;
    private final Writer writer;
    private final Readers readers;

    private Store(SqliteFile file, Duration leaseMax) throws SQLException {
        this.file = file;
        this.readers = new Readers(file);
        this.writer = new Writer(file, leaseMax);
    }

    /// Opens the file, creating it when it is not there. Tables come from [Migrations].
    ///
    /// @throws IOException when the folder cannot be made
    /// @throws StoreException when the file is no store
    public static Store open(Path path) throws IOException {
        return open(path, Writer.LEASE_MAX);
    }

    static Store open(Path path, Duration leaseMax) throws IOException {
        SqliteFile file = new SqliteFile(path);
        try {
            return new Store(file, leaseMax);
        } catch (SQLException e) {
            throw new StoreException("cannot open the store " + path + ": " + SqliteFailure.inWords(e), e);
        }
    }

    /// Where it is.
    public Path path() {
        return file.path();
    }

    /// Reads one committed state. Keep it short.
    public <T, X extends Exception> T read(HandleCallback<T, X> query) throws X {
        return readers.read(query);
    }

    /// Runs trusted work of the kernel on the writer's thread.
    ///
    /// @return ends after the commit
    public <T> CompletableFuture<T> writeTrusted(String name, Work<T> work) throws InterruptedException {
        WriteTask<T> task = new WriteTask<>(name, WriteTask.Where.WRITER_AT_LENGTH, work::run);
        writer.submit(task);
        return task.future();
    }

    /// Runs work on this thread while the writer waits, and returns after the commit.
    ///
    /// @throws StoreException when the store refuses or the work took too long
    /// @throws Exception what the work threw; nothing of it was written
    public <T> T write(String name, Work<T> work) throws Exception {
        WriteTask<T> task = new WriteTask<>(name, WriteTask.Where.ASKER, work::run);
        writer.submit(task);
        task.runLeased();
        return end(task);
    }

    /// Hands work over to the writer's thread and returns after the commit. Cheaper than [#write], because no thread
    /// waits for another in the middle of a transaction; the work must not need a lock that this thread holds.
    ///
    /// @throws StoreException when the store refuses or the work took too long
    /// @throws Exception what the work threw; nothing of it was written
    public <T> T handOver(String name, Work<T> work) throws Exception {
        WriteTask<T> task = new WriteTask<>(name, WriteTask.Where.WRITER, work::run);
        writer.submit(task);
        return end(task);
    }

    private static <T> T end(WriteTask<T> task) throws Exception {
        try {
            return task.awaitEnd();
        } catch (ExecutionException e) {
            throw asException(e.getCause());
        }
    }

    /// Copies the whole store, as of now, into a file that must not be there.
    public void backupTo(Path target) {
        try (var connection = file.connect();
                var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, target.toString());
            statement.execute();
        } catch (SQLException e) {
            throw new StoreException(
                    "cannot back up " + file.path() + " to " + target + ": " + SqliteFailure.inWords(e), e);
        }
    }

    SqliteFile file() {
        return file;
    }

    private static Exception asException(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> new StoreException("unexpected failure");
            case Exception e -> e;
            case Error e -> throw e;
            default -> new StoreException("unexpected failure", cause);
        };
    }

    @Override
    public void close() {
        try {
            writer.close();
        } finally {
            readers.close();
        }
    }

    /// Work inside a transaction.
    ///
    /// @param <T> what it answers
    @FunctionalInterface
    public interface Work<T> {
        T run(Handle handle, WriterStatements statements, List<Runnable> afterCommit) throws Exception;
    }
}

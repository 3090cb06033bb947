package dev.becas.kernel.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// How connections to the store's file are made: write-ahead log, every commit on the disk before it counts.
final class SqliteFile {
    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int CACHE_KIB = 8 * 1024;
    /// The log is carried over into the file every so many pages of 4 KiB. SQLite's own 1,000 are less than what 500
    /// events touch, whose ids fall all over their indexes, so every large commit would pay for it; this is 32 MiB of
    /// log.
    private static final int CHECKPOINT_PAGES = 8 * 1024;

    private final Path file;

    SqliteFile(Path file) throws IOException {
        this.file = file;
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("the store's file " + file + " has no folder");
        }
        Files.createDirectories(folder);
        Path natives = folder.resolve("native");
        Files.createDirectories(natives);
        System.setProperty("org.sqlite.tmpdir", natives.toString());
    }

    Path path() {
        return file;
    }

    SQLiteDataSource dataSource() {
        return dataSource(SQLiteConfig.TransactionMode.DEFERRED);
    }

    /// For migrations: a transaction takes the writer's place at its beginning. One that took it later, while events
    /// are written, would be refused at once instead of waiting.
    SQLiteDataSource migratingDataSource() {
        return dataSource(SQLiteConfig.TransactionMode.IMMEDIATE);
    }

    private SQLiteDataSource dataSource(SQLiteConfig.TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setTransactionMode(mode);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.enforceForeignKeys(true);
        config.setCacheSize(-CACHE_KIB);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        // The driver would ask for the last row's id after each statement.
        config.setGetGeneratedKeys(false);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    Connection connectReadOnly() throws SQLException {
        Connection connection = connect();
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
        }
        return connection;
    }
}

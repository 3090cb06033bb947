package dev.becas.benchmarks.publish;

import dev.becas.kernel.bus.EventCodec;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The measure of all: one thread, one connection, prepared statements, the same tables and settings, nothing around
/// it.
final class RawSqlite implements AutoCloseable {
    private static final int CACHE_KIB = 8 * 1024;
    private static final int CHECKPOINT_PAGES = 8 * 1024;

    private final Connection connection;
    private final PreparedStatement journal;

    /// A row of the journal, ready to be written.
    record Row(String id, String cause, String guild, long at, String name, int version, String body) {
        /// The rows that these events become.
        static List<Row> of(List<FlowEvent> events) {
            EventCodec codec = new EventCodec();
            return events.stream().map(event -> of(event, codec)).toList();
        }

        private static Row of(FlowEvent event, EventCodec codec) {
            EventHead head = event.head();
            return new Row(
                    head.id(),
                    head.causeId(),
                    head.guildId(),
                    head.at().toEpochMilli(),
                    event.wireName(),
                    1,
                    codec.encode(event));
        }
    }

    RawSqlite(Path file) throws SQLException, IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setCacheSize(-CACHE_KIB);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setGetGeneratedKeys(false);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        this.connection = source.getConnection();
        execute("""
                CREATE TABLE journal (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, cause TEXT NOT NULL, guild TEXT NOT NULL,
                at INTEGER NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL)""");
        execute("CREATE INDEX journal_by_cause ON journal (cause)");
        connection.setAutoCommit(false);
        this.journal = connection.prepareStatement(
                "INSERT INTO journal (id, cause, guild, at, name, version, body) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /// Adds one row of the journal to the batch that [#writeBatch()] writes: the fastest way that JDBC has.
    void append(Row row) throws SQLException {
        journal.setString(1, row.id());
        journal.setString(2, row.cause());
        journal.setString(3, row.guild());
        journal.setLong(4, row.at());
        journal.setString(5, row.name());
        journal.setInt(6, row.version());
        journal.setString(7, row.body());
        journal.addBatch();
    }

    void writeBatch() throws SQLException {
        journal.executeBatch();
    }

    /// Writes all rows, `group` in a transaction.
    void publish(List<Row> rows, int group) throws SQLException {
        for (int from = 0; from < rows.size(); from += group) {
            for (Row row : rows.subList(from, Math.min(rows.size(), from + group))) {
                append(row);
            }
            writeBatch();
            commit();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

package dev.becas.kernel.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/// The connection that writes, with the statements that stay prepared on it. Opened anew after whatever leaves its state
/// in doubt.
final class WritingConnection {
    private static final Logger LOG = LoggerFactory.getLogger(WritingConnection.class);

    private final SqliteFile file;
    private volatile @Nullable Open open;

    /// What belongs to one connection.
    private record Open(Connection connection, Handle handle, WriterStatements statements) {}

    WritingConnection(SqliteFile file) {
        this.file = file;
    }

    Handle handle() throws SQLException {
        return opened().handle();
    }

    WriterStatements statements() throws SQLException {
        return opened().statements();
    }

    /// Runs a statement without parameters, such as `COMMIT`.
    void run(String sql) throws SQLException {
        WriterStatements statements = statements();
        try {
            statements.of(sql).execute();
        } catch (SQLException e) {
            statements.clear();
            throw e;
        }
    }

    /// Opens it when it is not.
    private Open opened() throws SQLException {
        Open known = open;
        if (known == null) {
            Connection connection = file.connect();
            known = new Open(connection, Jdbi.create(connection).open(), new WriterStatements(connection));
            open = known;
        }
        return known;
    }

    /// Closes it; the transaction is rolled back. A statement that still runs on a thread that was cut off is broken
    /// off first; closing would wait for it.
    void close() {
        Open known = open;
        open = null;
        if (known == null) {
            return;
        }
        try {
            if (known.connection() instanceof SQLiteConnection sqlite) {
                sqlite.getDatabase().interrupt();
            }
            known.handle().close();
            known.connection().close();
        } catch (RuntimeException | SQLException e) {
            LOG.debug("closing a connection that was taken away", e);
        }
    }
}

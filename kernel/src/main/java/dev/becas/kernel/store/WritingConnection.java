package dev.becas.kernel.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/// The connection that writes, with the statements that stay prepared on it. Opened anew after whatever leaves its
/// state in doubt.
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
            Connection connection = connect();
            Jdbi jdbi = Jdbi.create(connection);
            // What is open when it closes shall be rolled back: that is no mistake here.
            jdbi.getConfig(Handles.class).setForceEndTransactions(false);
            known = new Open(connection, jdbi.open(), new WriterStatements(connection));
            open = known;
        }
        return known;
    }

    /// Transactions begin and end by statements of the writer's own. A driver that believes that each statement commits
    /// by itself would try to begin and to commit after each of them, which costs as much as a small statement does.
    private Connection connect() throws SQLException {
        Connection connection = file.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("COMMIT"); // the transaction that the driver has begun
        }
        return connection;
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

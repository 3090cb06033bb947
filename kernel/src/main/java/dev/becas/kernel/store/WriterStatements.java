package dev.becas.kernel.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Statements that stay prepared on the writing connection, for what runs with each event. The ones used longest ago
/// are closed when there are too many.
public final class WriterStatements {
    private static final Logger LOG = LoggerFactory.getLogger(WriterStatements.class);
    private static final int KEPT = 512;

    private final Connection connection;
    private final LinkedHashMap<String, PreparedStatement> bySql = new LinkedHashMap<>(64, 0.75f, true);

    WriterStatements(Connection connection) {
        this.connection = connection;
    }

    /// Reads one row of a result.
    ///
    /// @param <T> what the row says
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// The statement for this SQL, prepared once. Use it before the next one is asked for.
    public PreparedStatement of(String sql) throws SQLException {
        PreparedStatement known = bySql.get(sql);
        if (known == null) {
            makeRoom();
            known = connection.prepareStatement(sql);
            bySql.put(sql, known);
        }
        return known;
    }

    /// Runs a statement with its parameters in order.
    ///
    /// @return how many rows it changed
    public int execute(String sql, @Nullable Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    /// Runs a query with its parameters in order.
    public <T> List<T> select(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            while (rows.next()) {
                found.add(row.read(rows));
            }
        }
        return found;
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = of(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /// Forgets all: the driver closes a statement that failed, and does not say so.
    void clear() {
        for (PreparedStatement statement : bySql.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                LOG.debug("closing a statement that failed", e);
            }
        }
        bySql.clear();
    }

    private void makeRoom() throws SQLException {
        if (bySql.size() >= KEPT) {
            bySql.pollFirstEntry().getValue().close();
        }
    }
}

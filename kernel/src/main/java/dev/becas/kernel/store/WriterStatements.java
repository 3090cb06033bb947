package dev.becas.kernel.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Statements that stay prepared on the writing connection, for what runs with each event.
public final class WriterStatements {
    private final Connection connection;
    private final Map<String, PreparedStatement> bySql = new HashMap<>();

    WriterStatements(Connection connection) {
        this.connection = connection;
    }

    /// The statement for this SQL, prepared once. The kernel's own fixed texts only: nothing is ever dropped.
    public PreparedStatement of(String sql) throws SQLException {
        PreparedStatement known = bySql.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            bySql.put(sql, known);
        }
        return known;
    }
}

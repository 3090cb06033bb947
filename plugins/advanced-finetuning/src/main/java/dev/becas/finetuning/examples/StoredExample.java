package dev.becas.finetuning.examples;

import java.sql.ResultSet;
import java.sql.SQLException;

/// What folding needs to know of an example that is there already.
record StoredExample(
        String id,
        String category,
        String label,
        String labelSource,
        boolean hasFloor,
        int fixedBp,
        String cluster,
        int seen,
        String messageId) {
    static final String COLUMNS =
            "e.id, e.category, e.label, e.label_source, e.floor, e.fixed_bp, e.cluster, e.seen, e.message_id";

    static StoredExample read(ResultSet r) throws SQLException {
        return new StoredExample(
                r.getString("id"),
                r.getString("category"),
                r.getString("label"),
                r.getString("label_source"),
                r.getString("floor") != null,
                r.getInt("fixed_bp"),
                r.getString("cluster"),
                r.getInt("seen"),
                r.getString("message_id"));
    }

    boolean isHuman() {
        return labelSource.equals("human");
    }
}

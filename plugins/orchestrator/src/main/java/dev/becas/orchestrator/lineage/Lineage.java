package dev.becas.orchestrator.lineage;

import dev.becas.kernel.store.Store;
import dev.becas.orchestrator.lineage.LineageReport.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Walks from anything to all it came from and all it led to, in one query over the journal's causes and the lineage
/// table. A node is visited once, so a walk ends even in a circle, and at most so many nodes are visited a side.
///
/// The way back stops at a dataset and says how many examples it has: tens of thousands of them, each with its own few
/// steps back, are for [Ancestry], or for the question about one of them.
public final class Lineage {
    /// The most nodes a side; about what a second of walking reaches.
    public static final int NODES_MAX = 200_000;

    private static final String QUERY = """
            WITH RECURSIVE
              asked(id, at, kind, cause) AS (
                SELECT q.id, j.at, j.name, j.cause FROM (SELECT :id AS id) q LEFT JOIN journal j ON j.id = q.id),
              up(id, at, kind, cause) AS (
                SELECT * FROM asked
                UNION SELECT j.id, j.at, j.name, j.cause FROM up CROSS JOIN journal j ON j.id = up.cause
                UNION SELECT l.parent, j.at, j.name, j.cause
                  FROM up CROSS JOIN lineage l ON l.child = up.id LEFT JOIN journal j ON j.id = l.parent
                  WHERE up.id NOT IN (SELECT id FROM orch_dataset)
                LIMIT :max),
              down(id, at, kind) AS (
                SELECT id, at, kind FROM asked
                UNION SELECT j.id, j.at, j.name FROM down CROSS JOIN journal j ON j.cause = down.id
                  WHERE down.kind IS NOT NULL OR down.id = :id
                UNION SELECT l.child, j.at, j.name
                  FROM down CROSS JOIN lineage l ON l.parent = down.id LEFT JOIN journal j ON j.id = l.child
                LIMIT :max),
              node(side, id, at, kind) AS (
                SELECT 'from', id, at, kind FROM up UNION ALL SELECT 'to', id, at, kind FROM down),
              known AS (
                SELECT n.side, n.id, coalesce(n.at, 0) AS at,
                  coalesce(n.kind, CASE WHEN m.name IS NOT NULL THEN 'model' WHEN d.id IS NOT NULL THEN 'dataset' ELSE 'example' END) AS kind
                FROM node n
                LEFT JOIN model_version m ON n.kind IS NULL AND m.name = n.id
                LEFT JOIN orch_dataset d ON n.kind IS NULL AND d.id = n.id
                WHERE n.id <> :id),
              placed AS (
                SELECT side, kind, id,
                  row_number() OVER (PARTITION BY side, kind ORDER BY at, id) AS place,
                  count(*) OVER (PARTITION BY side, kind) AS n
                FROM known),
              learned(id, examples) AS (SELECT d.id, d.examples FROM up CROSS JOIN orch_dataset d ON d.id = up.id)
            SELECT side, kind, n, id, place FROM placed WHERE place <= :first
            UNION ALL
            SELECT 'from', 'example', (SELECT sum(examples) FROM learned), id, row_number() OVER (ORDER BY id)
              FROM (SELECT l.parent AS id FROM learned CROSS JOIN lineage l ON l.child = learned.id LIMIT :first)
            ORDER BY side, kind, place""";

    private final Store store;

    public Lineage(Store store) {
        this.store = store;
    }

    /// The query, for who wants to see its plan.
    public static String query() {
        return QUERY;
    }

    private record Row(String side, String kind, long n, String id) {}

    /// @param first how many ids of each kind are listed
    public LineageReport of(String id, int first) {
        List<Row> rows = store.read(h -> h.createQuery(QUERY)
                .bind("id", id)
                .bind("max", NODES_MAX)
                .bind("first", first)
                .map((r, c) -> new Row(r.getString("side"), r.getString("kind"), r.getLong("n"), r.getString("id")))
                .list());
        List<Kind> from = side(rows, "from");
        List<Kind> to = side(rows, "to");
        return new LineageReport(id, from, to, isFull(from) || isFull(to));
    }

    private static boolean isFull(List<Kind> side) {
        return side.stream().mapToLong(Kind::count).sum() >= NODES_MAX - 1;
    }

    private static List<Kind> side(List<Row> rows, String side) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.side().equals(side)) {
                kinds.merge(row.kind(), new Kind(row.kind(), row.n(), List.of(row.id())), Lineage::both);
            }
        }
        return List.copyOf(kinds.values());
    }

    private static Kind both(Kind known, Kind next) {
        List<String> first = new ArrayList<>(known.first());
        first.addAll(next.first());
        return new Kind(known.kind(), known.count(), first);
    }
}

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
/// The way back stops at a dataset and counts its examples: tens of thousands of them, each with its own few steps back,
/// are for [Ancestry], or for the question about one of them.
public final class Lineage {
    /// The most nodes a side; about what a second of walking reaches.
    public static final int NODES_MAX = 200_000;

    private static final String QUERY = """
            WITH RECURSIVE
              up(id) AS (
                SELECT :id
                UNION SELECT j.cause FROM up JOIN journal j ON j.id = up.id WHERE j.cause <> ''
                UNION SELECT l.parent FROM up JOIN lineage l ON l.child = up.id
                  WHERE up.id NOT IN (SELECT id FROM orch_dataset)
                LIMIT :max),
              down(id) AS (
                SELECT :id
                UNION SELECT j.id FROM down JOIN journal j ON j.cause = down.id
                UNION SELECT l.child FROM down JOIN lineage l ON l.parent = down.id
                LIMIT :max),
              node(side, id) AS (SELECT 'from', id FROM up UNION ALL SELECT 'to', id FROM down),
              known AS (
                SELECT n.side, n.id, coalesce(j.at, 0) AS at,
                  coalesce(j.name, CASE WHEN m.name IS NOT NULL THEN 'model' WHEN d.id IS NOT NULL THEN 'dataset' ELSE 'example' END) AS kind
                FROM node n
                LEFT JOIN journal j ON j.id = n.id
                LEFT JOIN model_version m ON m.name = n.id
                LEFT JOIN orch_dataset d ON d.id = n.id
                WHERE n.id <> :id),
              placed AS (
                SELECT side, kind, id,
                  row_number() OVER (PARTITION BY side, kind ORDER BY at, id) AS place,
                  count(*) OVER (PARTITION BY side, kind) AS n
                FROM known),
              member(id) AS (
                SELECT l.parent FROM up CROSS JOIN orch_dataset d ON d.id = up.id CROSS JOIN lineage l ON l.child = d.id)
            SELECT side, kind, place, n, id FROM placed WHERE place <= :first
            UNION ALL
            SELECT 'from', 'example', row_number() OVER (ORDER BY id), (SELECT count(DISTINCT id) FROM member), id
              FROM (SELECT DISTINCT id FROM member ORDER BY id LIMIT :first)
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

package dev.becas.abtesting;

import dev.becas.abtesting.TestTable.Line;
import dev.becas.kernel.store.Store;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The counts of all shadow tests, under the names of the reference.
///
/// @param totalTests requests answered by both
/// @param byTaskType the same by category
/// @param byModel the same by candidate
/// @param labelled of them, those whose message a person has named
/// @param disagreements of them, those on which the answers were not the same
record Statistics(
        long totalTests, Map<String, Long> byTaskType, Map<String, Long> byModel, long labelled, long disagreements) {

    Statistics {
        byTaskType = Map.copyOf(byTaskType);
        byModel = Map.copyOf(byModel);
    }

    static Statistics of(List<Line> lines, Store store) {
        Map<String, Long> byTaskType = new TreeMap<>();
        Map<String, Long> byModel = new TreeMap<>();
        for (Line line : lines) {
            byTaskType.merge(line.category(), line.pairs(), Long::sum);
            byModel.merge(line.modelB(), line.pairs(), Long::sum);
        }
        long total = lines.stream().mapToLong(Line::pairs).sum();
        long differing = count(store, "SELECT count(*) FROM ab_pair WHERE failure IS NULL AND b_label <> a_label");
        long labelled = count(store, """
                SELECT count(*) FROM ab_pair p JOIN ab_test t ON t.id = p.test
                WHERE p.failure IS NULL AND EXISTS (SELECT 1 FROM ab_opinion o
                  WHERE o.category = t.category AND o.message = p.message AND o.guild = p.guild)""");
        return new Statistics(total, byTaskType, byModel, labelled, differing);
    }

    private static long count(Store store, String query) {
        return store.read(sql -> sql.createQuery(query).mapTo(Long.class).one());
    }
}

package dev.becas.orchestrator.lineage;

import dev.becas.kernel.json.Json;
import dev.becas.kernel.store.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything that something came from, handed on as it is found: also the examples of each dataset, and all behind
/// them. Some examples at a time, each time a short read, however large the dataset is.
public final class Ancestry {
    /// Examples whose ways back are walked in one read.
    private static final int EXAMPLES_AT_ONCE = 1_000;

    private static final String WAYS_BACK = """
            WITH RECURSIVE up(id) AS (
                SELECT value FROM json_each(:ids)
                UNION SELECT j.cause FROM up JOIN journal j ON j.id = up.id WHERE j.cause <> ''
                UNION SELECT l.parent FROM up JOIN lineage l ON l.child = up.id
                  WHERE up.id NOT IN (SELECT id FROM orch_dataset))
            SELECT up.id,
                coalesce(j.name, CASE WHEN m.name IS NOT NULL THEN 'model' WHEN d.id IS NOT NULL THEN 'dataset' ELSE 'example' END) AS kind
              FROM up
              LEFT JOIN journal j ON j.id = up.id
              LEFT JOIN model_version m ON m.name = up.id
              LEFT JOIN orch_dataset d ON d.id = up.id
              ORDER BY kind, up.id""";

    private static final String MEMBERS =
            "SELECT parent FROM lineage WHERE child = :dataset AND parent > :after ORDER BY parent LIMIT :most";

    private final Store store;

    public Ancestry(Store store) {
        this.store = store;
    }

    /// Hears of each ancestor once.
    @FunctionalInterface
    public interface Ancestors<X extends Exception> {
        /// @param kind the event's name, or `model`, `dataset`, `example`
        void found(String kind, String id) throws X;
    }

    private record Found(String kind, String id) {}

    /// Walks back from `id`.
    ///
    /// @return how many ancestors there are
    public <X extends Exception> long of(String id, Ancestors<X> ancestors) throws X {
        Set<String> known = new HashSet<>();
        Deque<String> datasets = new ArrayDeque<>();
        tell(waysBack(List.of(id)), id, known, datasets, ancestors);
        while (!datasets.isEmpty()) {
            String dataset = datasets.remove();
            List<String> members = members(dataset, "");
            while (!members.isEmpty()) {
                tell(waysBack(members), id, known, datasets, ancestors);
                members = members(dataset, members.getLast());
            }
        }
        return known.size() - 1L;
    }

    private static <X extends Exception> void tell(
            List<Found> found, String asked, Set<String> known, Deque<String> datasets, Ancestors<X> ancestors)
            throws X {
        for (Found one : found) {
            if (known.add(one.id())) {
                if (one.kind().equals("dataset")) {
                    datasets.add(one.id());
                }
                if (!one.id().equals(asked)) {
                    ancestors.found(one.kind(), one.id());
                }
            }
        }
    }

    private List<Found> waysBack(List<String> ids) {
        return store.read(h -> h.createQuery(WAYS_BACK)
                .bind("ids", Json.write(ids))
                .map((r, c) -> new Found(r.getString("kind"), r.getString("id")))
                .list());
    }

    private List<String> members(String dataset, String after) {
        return store.read(h -> h.createQuery(MEMBERS)
                .bind("dataset", dataset)
                .bind("after", after)
                .bind("most", EXAMPLES_AT_ONCE)
                .mapTo(String.class)
                .list());
    }
}

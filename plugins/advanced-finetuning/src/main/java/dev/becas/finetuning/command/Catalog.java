package dev.becas.finetuning.command;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.dataset.DatasetSummary;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.store.Store;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// The datasets that were frozen, by the order in which they were asked for last: by the clock first, and in the order
/// of freezing where the clock says the same.
final class Catalog {
    private static final String NEWEST_FIRST = """
            SELECT coalesce((SELECT r.summary FROM finetuning_revision r WHERE r.dataset = d.id ORDER BY r.revision DESC LIMIT 1),
              d.summary) AS summary, f.at FROM finetuning_dataset d JOIN finetuning_freeze f
              ON f.place = (SELECT max(place) FROM finetuning_freeze WHERE dataset = d.id)
            WHERE :category = '' OR d.category = :category
            ORDER BY f.at DESC, f.place DESC""";

    private final Store store;

    Catalog(Store store) {
        this.store = store;
    }

    private record Frozen(DatasetSummary dataset, long at) {}

    /// All of them, or those of a category, the newest first.
    List<DatasetSummary> newestFirst(Optional<String> category) {
        return frozen(category).stream().map(Frozen::dataset).toList();
    }

    /// The one frozen last, of a category if one is named.
    ///
    /// @throws IllegalArgumentException when there is none, or when datasets of several categories were frozen at that
    ///     instant: which one was meant cannot be known
    DatasetSummary latest(Optional<String> category) {
        List<Frozen> frozen = frozen(category);
        if (frozen.isEmpty()) {
            throw new IllegalArgumentException("there is no dataset"
                    + category.map(name -> " of " + name).orElse("") + " yet; `dataset freeze` makes one");
        }
        List<DatasetSummary> last = frozen.stream()
                .filter(f -> f.at() == frozen.getFirst().at())
                .map(Frozen::dataset)
                .toList();
        if (last.stream().map(DatasetSummary::category).distinct().count() > 1) {
            throw new IllegalArgumentException("`latest` may be either of "
                    + last.stream()
                            .map(d -> d.datasetId() + " (" + d.category() + ")")
                            .collect(Collectors.joining(", "))
                    + ", frozen at the same instant: say --category or the id");
        }
        return last.getFirst();
    }

    private List<Frozen> frozen(Optional<String> category) {
        category.ifPresent(Categories::named);
        return store.read(h -> h.createQuery(NEWEST_FIRST)
                .bind("category", category.orElse(""))
                .map((r, c) -> new Frozen(
                        Json.read(Objects.requireNonNull(r.getString("summary")), DatasetSummary.class),
                        r.getLong("at")))
                .list());
    }
}

package dev.becas.checks.docs;

import static dev.becas.checks.docs.Table.code;
import static dev.becas.checks.docs.Table.codes;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import java.util.Locale;
import java.util.Optional;

/// The categories with their labels, from [Categories].
final class CategoryPage {
    private CategoryPage() {}

    static String text() {
        Table table =
                new Table("category", "learns from", "labels that act", "labels that pass", "family", "risk", "metric");
        for (Category category : Categories.all()) {
            boolean open = category.labelNames().isEmpty();
            table.row(
                    code(category.name()),
                    event(category.event()),
                    codes(category.actLabels()),
                    open ? "an open set" : codes(category.passLabels()),
                    category.family(),
                    category.risk().name().toLowerCase(Locale.ROOT),
                    category.metric());
        }
        return """
                # Categories

                The tasks that Becas knows, in the order of their contract. A label that *acts* leads to what the server's rule asks
                for; one that *passes* leads to nothing. A category whose labels do not divide so has one stratum in a shadow test.
                Where the event stands without a link, no part of this version publishes it yet.

                Source: [Categories](../../kernel/src/main/java/dev/becas/kernel/category/Categories.java).

                """ + table;
    }

    private static String event(String wire) {
        Optional<EventPage.Stage> stage = EventPage.stages().stream()
                .filter(s -> s.events().stream().anyMatch(e -> e.wire().equals(wire)))
                .findFirst();
        return stage.map(s -> "[" + wire + "](events.md#" + s.anchor() + ")").orElse(wire);
    }
}

package dev.becas.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The page of all sections. Running one benchmark again replaces its section and leaves the others, each of which says
/// when it was measured.
final class Page {
    private static final String OPENING = """
            # Benchmarks

            What Becas costs, measured side by side in one run with the plainest thing that does the same. Written by `benchmarks/run`,
            which builds what it needs and starts one process for each benchmark; `benchmarks/run NAME...` runs some of them. Alternatives
            take turns and medians are given, because other work may run on the same machine: compare figures of one table, not of two.
            The promotion rule has a page of its own: [promotion-decision.md](promotion-decision.md).
            """;
    private static final String HEAD = "## ";

    private final List<String> order;
    private final Map<String, String> byTitle;

    private Page(List<String> order, Map<String, String> byTitle) {
        this.order = order;
        this.byTitle = byTitle;
    }

    /// The page as it is; empty when it is not there.
    ///
    /// @param order titles in the order of the page
    static Page read(Path file, List<String> order) throws IOException {
        return Files.exists(file) ? parse(Files.readString(file), order) : new Page(order, Map.of());
    }

    static Page parse(String text, List<String> order) {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String part : ("\n" + text).split("\n(?=" + HEAD + ")")) {
            if (part.startsWith(HEAD)) {
                sections.put(part.substring(HEAD.length(), part.indexOf('\n')), part.stripTrailing() + "\n");
            }
        }
        return new Page(order, sections);
    }

    Page with(String title, String section) {
        Map<String, String> sections = new LinkedHashMap<>(byTitle);
        sections.put(title, section);
        return new Page(order, sections);
    }

    String text() {
        StringBuilder text = new StringBuilder(OPENING);
        order.stream()
                .filter(byTitle::containsKey)
                .forEach(title -> text.append('\n').append(byTitle.get(title)));
        return text.toString();
    }

    void write(Path file) throws IOException {
        Files.writeString(file, text());
    }
}

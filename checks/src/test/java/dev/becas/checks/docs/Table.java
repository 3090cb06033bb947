package dev.becas.checks.docs;

import java.util.List;
import java.util.stream.Collectors;

/// A table in Markdown.
final class Table {
    private final StringBuilder text = new StringBuilder();

    Table(String... heads) {
        row(heads);
        text.append("|---".repeat(heads.length)).append("|\n");
    }

    Table row(String... cells) {
        text.append(List.of(cells).stream()
                .map(cell -> cell.replace("|", "\\|").replaceAll("\\s+", " ").strip())
                .collect(Collectors.joining(" | ", "| ", " |\n")));
        return this;
    }

    static String code(String name) {
        return name.isEmpty() ? "" : "`" + name + "`";
    }

    static String codes(List<String> names) {
        return names.stream().map(Table::code).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

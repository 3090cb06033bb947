package dev.becas.checks.docs;

import static dev.becas.checks.docs.Table.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The events of the flow with their fields, from the flow package's page and records.
final class EventPage {
    private static final String FLOW = "kernel/src/main/java/dev/becas/kernel/flow/";
    private static final Pattern ROW =
            Pattern.compile("/// \\| \\[dev\\.becas\\.kernel\\.flow\\.(\\w+)] \\| (.*?) \\| (.*?) \\|");

    private EventPage() {}

    /// A stage of the flow, in the order data travels.
    record Stage(String name, String publishers, String listeners, List<RecordSource> events) {
        String anchor() {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    static List<Stage> stages() {
        var stages = new ArrayList<Stage>();
        Matcher row = ROW.matcher(Code.read(FLOW + "package-info.java"));
        while (row.find()) {
            List<RecordSource> events = RecordSource.in(Code.read(FLOW + row.group(1) + ".java")).stream()
                    .filter(event -> !event.wire().isEmpty())
                    .toList();
            stages.add(new Stage(row.group(1), row.group(2), row.group(3), events));
        }
        return stages;
    }

    static String text() {
        StringBuilder page = new StringBuilder("""
                # Events

                Everything that travels, stage by stage. An event is journalled under its name, with the version of its fields; a
                name is never reused, and one that a build does not know is kept and shown. No event holds text that a person typed:
                such a field is a content id, and the text lies in the `content` table, from which it can be erased.

                Each event begins with a head:

                """);
        page.append(fields(RecordSource.in(Code.read(FLOW + "EventHead.java")).getFirst()));
        for (Stage stage : stages()) {
            page.append("\n## ").append(stage.name()).append("\n\n");
            page.append("Published by ").append(stage.publishers());
            page.append("; listened to by ").append(stage.listeners());
            page.append(". Source: [").append(stage.name()).append("](../../").append(FLOW);
            page.append(stage.name()).append(".java).\n");
            stage.events().forEach(event -> page.append(section(event)));
        }
        page.append("\n## Shared parts\n");
        for (String part : List.of("Judged", "Verdict", "Reason", "Span", "HumanWord", "Circumstances")) {
            RecordSource shared =
                    RecordSource.in(Code.read(FLOW + part + ".java")).getFirst();
            page.append("\n### ")
                    .append(part)
                    .append("\n\n")
                    .append(shared.says())
                    .append("\n\n")
                    .append(fields(shared));
        }
        return page.toString();
    }

    private static String section(RecordSource event) {
        boolean headOnly = event.components().size() < 2;
        return "\n### " + event.wire() + "\n\n" + event.says() + "\n" + (headOnly ? "" : "\n" + fields(event));
    }

    private static Table fields(RecordSource record) {
        Table table = new Table("field", "type", "what it is");
        record.components().stream()
                .filter(component -> !component.name().equals("head"))
                .forEach(component -> table.row(
                        code(component.name()),
                        code(component.type()) + (component.mayBeMissing() ? ", may be missing" : ""),
                        component.says()));
        return table;
    }
}

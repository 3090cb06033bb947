package dev.becas.orchestrator.command;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.orchestrator.lineage.Ancestry;
import dev.becas.orchestrator.lineage.Lineage;
import dev.becas.orchestrator.lineage.LineageReport;
import dev.becas.orchestrator.lineage.LineageReport.Kind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `lineage`: what something came from and what it led to.
final class LineageCommand {
    private static final int FIRST_MAX = 1_000;

    private final Lineage lineage;
    private final Ancestry ancestry;

    LineageCommand(Lineage lineage, Ancestry ancestry) {
        this.lineage = lineage;
        this.ancestry = ancestry;
    }

    Command command() {
        return new Command(
                "lineage",
                "Shows all that an event, example, dataset or version came from, and all it led to.",
                List.of(new Parameter("id", "of an event, example, dataset, or a version's name", true)),
                List.of(
                        Option.value("first", "how many ids of each kind are listed", "5"),
                        Option.value(
                                "all",
                                "a file for all it came from, also behind each example of a dataset; one kind and id a line",
                                "")),
                this::run);
    }

    private CommandResult run(CommandCall call) throws IOException {
        LineageReport report = lineage.of(
                call.required("id"), call.find("first").isPresent() ? (int) call.number("first", 1, FIRST_MAX) : 5);
        if (report.isAlone()) {
            return CommandResult.failed(
                    "Nothing hangs on '" + report.id()
                            + "'; there is no such id, or it came from outside and led to nothing.",
                    report);
        }
        StringBuilder text = new StringBuilder();
        side(text, report.id() + " came from", report.from());
        side(text, "and led to", report.to());
        if (report.cutOff()) {
            text.append("A side has more than ")
                    .append(Lineage.NODES_MAX)
                    .append(" and was cut off.")
                    .append(System.lineSeparator());
        }
        Optional<Path> file = call.find("all").map(Path::of).map(Path::toAbsolutePath);
        if (file.isPresent()) {
            text.append(String.format("%,d ids are in %s.", writeAll(report.id(), file.get()), file.get()));
        }
        return CommandResult.ok(text.toString().stripTrailing(), report);
    }

    private long writeAll(String id, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            return ancestry.of(id, (kind, ancestor) -> out.write(kind + " " + ancestor + "\n"));
        }
    }

    private static void side(StringBuilder text, String title, List<Kind> kinds) {
        text.append(title).append(kinds.isEmpty() ? " nothing" : "").append(System.lineSeparator());
        kinds.forEach(kind -> text.append(
                String.format("  %-32s %6d  %s%n", kind.kind(), kind.count(), String.join(" ", kind.first()))));
    }
}

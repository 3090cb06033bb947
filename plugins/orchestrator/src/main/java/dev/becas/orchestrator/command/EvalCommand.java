package dev.becas.orchestrator.command;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.model.ModelAlias;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.orchestrator.gold.GoldExam;
import dev.becas.orchestrator.gold.GoldReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `eval`: a version beside another on the gold set of their category. Nothing is decided by it.
final class EvalCommand {
    private final Desk desk;
    private final GoldExam exam;

    EvalCommand(Desk desk, GoldExam exam) {
        this.desk = desk;
        this.exam = exam;
    }

    Command command() {
        return new Command(
                "eval",
                "Lets a version and another answer the gold set of their category, and shows them side by side.",
                List.of(new Parameter("version", "a registered version, or a category for what answers now", true)),
                List.of(Option.value(
                        "against",
                        "the other version; the one that answers now when left out, or before it if that is the same",
                        "")),
                this::run);
    }

    private CommandResult run(CommandCall call) throws IOException, InterruptedException {
        String word = call.required("version");
        ModelVersion version = desk.findVersion(word).orElseGet(() -> desk.version(live(desk.target(word))));
        ModelVersion other = desk.version(call.find("against").orElseGet(() -> against(version)));
        if (!other.category().equals(version.category())) {
            throw new IllegalArgumentException(version.name() + " is for " + version.category() + " and " + other.name()
                    + " for " + other.category() + ": they have no gold set in common");
        }
        GoldReport report = exam.compare(version, other);
        return CommandResult.ok(text(report), report);
    }

    private String live(String target) {
        return desk.context()
                .models()
                .aliases()
                .find(target)
                .map(ModelAlias::version)
                .orElseThrow(() -> new IllegalArgumentException("no version answers for " + target));
    }

    private String against(ModelVersion version) {
        String live = live(version.target());
        return Optional.ofNullable(live.equals(version.name()) ? version.parent() : live)
                .orElseThrow(() -> new IllegalArgumentException(
                        version.name() + " answers now and there was none before it: name another with --against"));
    }

    private static String text(GoldReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d gold cases: %s beside %s",
                report.rows(),
                report.candidateVersion(),
                report.liveVersion()));
        lines.add(line("accuracy", report.candidate().accuracy(), report.live().accuracy()));
        lines.add(line("macro-F1", report.candidate().macroF1(), report.live().macroF1()));
        lines.add(line(
                "recall of what asks for an action",
                report.candidate().recallAct(),
                report.live().recallAct()));
        lines.add(line(
                "false alarms among what may pass",
                report.candidate().falsePositiveRate(),
                report.live().falsePositiveRate()));
        lines.add(line(
                "expected calibration error",
                report.candidate().ece(),
                report.live().ece()));
        report.reasons().forEach(reason -> lines.add("  " + reason));
        return String.join("\n", lines);
    }

    private static String line(String figure, double version, double other) {
        return String.format(Locale.ROOT, "  %-34s %6.3f %6.3f", figure, version, other);
    }
}

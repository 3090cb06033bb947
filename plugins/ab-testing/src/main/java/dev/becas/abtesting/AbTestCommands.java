package dev.becas.abtesting;

import dev.becas.abtesting.TestTable.Line;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestRequested;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ComparisonReport;
import dev.becas.kernel.model.ModelAlias;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.PluginContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `abtest list`, `abtest report`, `abtest setup`.
final class AbTestCommands {

    private final PluginContext context;
    private final TestTable tests;

    AbTestCommands(PluginContext context, TestTable tests) {
        this.context = context;
        this.tests = tests;
    }

    List<Command> all() {
        return List.of(
                new Command("abtest list", "Shows every shadow test and its counts.", List.of(), List.of(), this::list),
                new Command(
                        "abtest report",
                        "Shows what a shadow test has found, and why.",
                        List.of(new Parameter("test", "the test's id; the newest when left out", false)),
                        List.of(),
                        this::report),
                new Command(
                        "abtest setup",
                        "Starts a shadow test of a candidate against what is live.",
                        List.of(new Parameter("target", "whose alias is tested", true)),
                        List.of(
                                Option.value("candidate", "the version to test; the newest when left out", ""),
                                Option.flag("aa", "test the live version against itself, to test the test")),
                        this::setup));
    }

    private CommandResult list(CommandCall call) {
        List<Line> lines = tests.lines();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("statistics", Statistics.of(lines, context.store()));
        json.put("tests", lines);
        String text = lines.isEmpty()
                ? "There is no shadow test yet."
                : lines.stream().map(AbTestCommands::oneLine).collect(Collectors.joining("\n"));
        return CommandResult.ok(text, json);
    }

    private CommandResult report(CommandCall call) {
        String wanted = call.find("test").orElse("");
        Line line = tests.lines().stream()
                .filter(test -> wanted.isEmpty() || test.testId().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        wanted.isEmpty() ? "there is no shadow test yet" : "there is no shadow test '" + wanted + "'"));
        return CommandResult.ok(text(line), line);
    }

    private CommandResult setup(CommandCall call) throws InterruptedException {
        String target = call.required("target");
        String live = context.models()
                .aliases()
                .find(target)
                .map(ModelAlias::version)
                .orElseThrow(() -> new IllegalArgumentException("nothing is live for the target '" + target + "'"));
        boolean aa = call.flag("aa");
        ModelVersion candidate =
                candidate(target, live, aa ? live : call.find("candidate").orElse(null));
        Instant now = context.clock().instant();
        String testId = Ids.of("shadow-test", live, candidate.name(), now.toString());
        context.bus()
                .publish(new ShadowTestRequested(
                        EventHead.root("abtest-setup", testId, EventHead.NO_GUILD, now),
                        testId,
                        target,
                        candidate.category(),
                        live,
                        candidate.name(),
                        aa));
        return CommandResult.ok(
                "Shadow test " + testId + ": A " + live + ", B " + candidate.name() + ".", Map.of("testId", testId));
    }

    private ModelVersion candidate(String target, String live, @Nullable String name) {
        if (name != null) {
            return context.models()
                    .find(name)
                    .filter(version -> version.target().equals(target))
                    .orElseThrow(() ->
                            new IllegalArgumentException("the target '" + target + "' has no version '" + name + "'"));
        }
        return context.models().versions(target).stream()
                .filter(version -> !version.name().equals(live))
                .max(Comparator.comparingInt(ModelVersion::number))
                .orElseThrow(() ->
                        new IllegalArgumentException("the target '" + target + "' has no other version than " + live));
    }

    private static String oneLine(Line line) {
        ComparisonReport report = line.report();
        return String.format(
                Locale.ROOT,
                "%s  %-9s  %s against %s  %d pairs  %s",
                line.testId(),
                line.state(),
                line.modelB(),
                line.modelA(),
                line.pairs(),
                report == null ? "not looked at yet" : report.recommendation());
    }

    private static String text(Line line) {
        ComparisonReport report = line.report();
        if (report == null) {
            return oneLine(line);
        }
        StringBuilder text = new StringBuilder(oneLine(line)).append('\n');
        report.reasoning()
                .forEach(sentence -> text.append("  ").append(sentence).append('\n'));
        report.guardrails()
                .forEach(guard -> text.append(guard.ok() ? "  holds   " : "  BROKEN  ")
                        .append(guard.name())
                        .append(": ")
                        .append(guard.detail())
                        .append('\n'));
        return text.toString();
    }
}

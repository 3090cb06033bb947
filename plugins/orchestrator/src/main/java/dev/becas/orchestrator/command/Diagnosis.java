package dev.becas.orchestrator.command;

import dev.becas.kernel.bus.SubscriptionCount;
import dev.becas.kernel.dataset.ExampleStatistics;
import dev.becas.kernel.dataset.ExampleStatistics.ExampleCounts;
import dev.becas.kernel.model.ModelAlias;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.orchestrator.command.DoctorCommand.Answer;
import dev.becas.orchestrator.command.DoctorCommand.Check;
import dev.becas.orchestrator.erasure.ErasedData;
import dev.becas.orchestrator.erasure.ErasedRows;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineState;
import dev.becas.orchestrator.pipeline.Round;
import dev.becas.orchestrator.pipeline.Rounds;
import dev.becas.orchestrator.promotion.TypedReason;
import dev.becas.orchestrator.settings.OrchestratorSettings;
import dev.becas.orchestrator.trigger.Budgets;
import dev.becas.orchestrator.trigger.Thresholds;
import dev.becas.orchestrator.trigger.Thresholds.Verdict;
import dev.becas.orchestrator.watch.Count;
import dev.becas.orchestrator.watch.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at what each of the four questions hangs on.
final class Diagnosis {
    private static final String COLLECTOR = "advanced-finetuning.";
    private static final String SHADOW = "ab-testing.";

    private final Desk desk;
    private final OrchestratorSettings settings;
    private final Thresholds thresholds;
    private final Budgets budgets;

    Diagnosis(Desk desk, OrchestratorSettings settings, Budgets budgets) {
        this.desk = desk;
        this.settings = settings;
        this.thresholds = new Thresholds(settings);
        this.budgets = budgets;
    }

    List<Answer> answers() {
        return List.of(collected(), trained(), tested(), promoted());
    }

    private Answer collected() {
        Map<String, Long> events = desk.context().bus().journal().countsByName();
        long decided = events.getOrDefault("violation.detected", 0L)
                + events.getOrDefault("scam.detected", 0L)
                + events.getOrDefault("ai.correction", 0L);
        long dead = desk.context().bus().counts().stream()
                .filter(c -> c.name().startsWith(COLLECTOR))
                .mapToLong(SubscriptionCount::dead)
                .sum();
        long collected = events.getOrDefault("example.collected", 0L);
        long rejected = events.getOrDefault("example.rejected", 0L);
        return new Answer(
                "Why is nothing collected?",
                List.of(
                        runs(
                                "subscriptions",
                                COLLECTOR,
                                "put the advanced-finetuning jar into the plugin folder; see `plugin list`"),
                        check(
                                "events",
                                decided > 0,
                                decided + " findings and corrections",
                                "let messages come in: `becas run` or a replay; see `status`"),
                        check(
                                "dead letters",
                                dead == 0,
                                dead + " events were given up on",
                                "see `events dead-letters`, then `events replay`"),
                        check(
                                "confidence and quality",
                                rejected == 0 || collected > 0,
                                collected + " examples stored, " + rejected + " rejected",
                                "see `dataset stats` for the reasons; minConfidence or the guild's data policy may be too strict")));
    }

    private Answer trained() {
        List<Check> checks = new ArrayList<>();
        Optional<ExampleStatistics> examples = desk.context().services().find(ExampleStatistics.class, "examples");
        checks.add(check(
                "examples are counted",
                examples.isPresent(),
                examples.isPresent() ? "yes" : "no plugin counts examples",
                "load the advanced-finetuning jar"));
        Optional<String> spent = budgets.spent(desk.now());
        checks.add(check(
                "budget",
                spent.isEmpty(),
                spent.orElse("holds"),
                "wait for the next month, or raise the limit in section orchestrator.budget"));
        checks.add(check(
                "autoFineTune",
                settings.autoFineTune(),
                settings.autoFineTune() ? "on" : "off",
                "set orchestrator.autoFineTune or run `train <category>`"));
        for (PipelineRow row : desk.rows()) {
            checks.add(check(
                    row.category() + " has a live version",
                    alias(row).isPresent(),
                    alias(row).map(ModelAlias::version).orElse("none"),
                    "load a trainer and start again: a stock model is made at the first start"));
            checks.add(unerased(row));
            examples.ifPresent(e -> checks.add(enough(row, e.counts(row.category(), desk.now(), row.newSince()))));
            boolean failed = row.state() instanceof PipelineState.Failed;
            checks.add(check(
                    row.category() + " last error",
                    !failed,
                    row.state() instanceof PipelineState.Failed f ? f.during() + ": " + f.cause() : "none",
                    "mend the cause, then `pipeline retry " + row.category() + "`"));
        }
        return new Answer("Why does training not start?", checks);
    }

    /// Whether what answers learned from nothing that is erased.
    private Check unerased(PipelineRow row) {
        List<ErasedData> erased = desk.context().store().read(h -> ErasedRows.ofAnswering(h, alias(row)));
        boolean running = row.state().asksForSomething();
        return check(
                row.category() + " erased texts",
                erased.isEmpty(),
                erased.isEmpty()
                        ? "no version that answers learned from any"
                        : erased.getLast().sentence(),
                running
                        ? "round " + row.round() + " is " + row.state().stage().wireName()
                                + "; approve what comes of it"
                        : settings.autoFineTune()
                                ? "a round begins by itself while the budget holds, and again each week; a version that is"
                                        + " no better can still be put forward with `model promote`"
                                : "orchestrator.autoFineTune is false: run `train " + row.category() + "`");
    }

    private Check enough(PipelineRow row, ExampleCounts counts) {
        Verdict verdict = thresholds.onNew(counts);
        boolean waits = row.state() instanceof PipelineState.Collecting;
        return check(
                row.category() + " thresholds",
                !waits || verdict.holds(),
                verdict.sentence(),
                "let moderators answer `review next`, or lower the thresholds of section orchestrator");
    }

    private Answer tested() {
        List<Check> checks = new ArrayList<>();
        checks.add(runs("set up", SHADOW, "put the ab-testing jar into the plugin folder"));
        checks.add(traffic());
        for (PipelineRow row : desk.rows()) {
            if (row.state() instanceof PipelineState.Testing testing) {
                checks.add(there(row.category() + " live model", testing.live()));
                checks.add(there(row.category() + " shadow model", testing.version()));
            } else {
                checks.add(check(
                        row.category() + " candidate",
                        false,
                        "none: the pipeline is " + row.state().stage().wireName() + lastOutcome(row),
                        "a shadow test begins when a candidate has passed its gold evaluation"));
            }
        }
        checks.add(check("rate", true, "see abtest.sampleRate and `abtest report` for pairs so far", ""));
        return new Answer("Why do shadow tests not run?", checks);
    }

    private Check traffic() {
        Instant now = desk.now();
        double answers = desk.context()
                .store()
                .read(h -> Counts.sum(
                        h, Count.ANSWERED, Counts.ALL, now.minus(Duration.ofDays(1)), now.plus(Counts.BUCKET)));
        return check(
                "traffic",
                answers > 0,
                Math.round(answers) + " answers of models in the last day",
                "messages that rules decide never reach a model; see `explain <messageId>`");
    }

    private Check there(String name, String version) {
        Optional<ModelVersion> found = desk.findVersion(version);
        boolean runtime = found.map(v -> desk.context()
                        .services()
                        .find(ModelRuntime.class, v.runtime())
                        .isPresent())
                .orElse(false);
        return check(
                name,
                runtime,
                version + (runtime ? " can be asked" : " has no runtime that is loaded"),
                "load the plugin of its runtime; see `model show " + version + "`");
    }

    private Answer promoted() {
        List<Check> checks = new ArrayList<>();
        checks.add(check(
                "autoPromote",
                true,
                settings.autoPromote() ? "on, after version " + settings.manualOnlyVersions() : "off: people approve",
                ""));
        for (PipelineRow row : desk.rows()) {
            switch (row.state()) {
                case PipelineState.AwaitingApproval waiting ->
                    checks.add(check(
                            row.category() + " approvals",
                            false,
                            waiting.approvers().size() + " of " + waiting.wanted() + " for " + waiting.version(),
                            "`approve " + waiting.version() + " --as <name>`, by different people"));
                case PipelineState.Testing testing ->
                    checks.add(check(
                            row.category() + " win rate, tests, significance",
                            false,
                            "the test of " + testing.version() + " has no decision yet",
                            "`abtest report` says what is missing; answer `review next`"));
                case PipelineState.RollingOut out ->
                    checks.add(check(
                            row.category() + " roll-out",
                            true,
                            out.version() + " answers " + out.sharePercent() + " % since " + out.since(),
                            ""));
                default -> {
                    String outcome = lastOutcome(row);
                    checks.add(check(
                            row.category() + " last round",
                            outcome.isEmpty() || outcome.contains("promoted"),
                            "the pipeline is " + row.state().stage().wireName() + outcome,
                            "`pipeline list` shows the figures of each round"));
                }
            }
        }
        return new Answer("Why is the model not promoted?", checks);
    }

    private String lastOutcome(PipelineRow row) {
        List<Round> rounds = desk.context().store().read(h -> Rounds.of(h, row.target()));
        if (rounds.isEmpty() || rounds.getLast().outcome() == null) {
            return "";
        }
        Round last = rounds.getLast();
        return "; round " + last.round() + " ended as " + last.outcome() + ": "
                + TypedReason.show(desk.context().contents(), last.reason(), last.reasonContentId());
    }

    private Optional<ModelAlias> alias(PipelineRow row) {
        return desk.context().models().aliases().find(row.target());
    }

    private Check runs(String name, String prefix, String wayOut) {
        List<String> running = desk.context().bus().running().stream()
                .filter(s -> s.startsWith(prefix))
                .toList();
        return check(
                name,
                !running.isEmpty(),
                running.isEmpty() ? "none of " + prefix + "… runs" : String.join(", ", running),
                wayOut);
    }

    private static Check check(String name, boolean ok, String detail, String wayOut) {
        return new Check(name, ok, detail, ok ? "" : wayOut);
    }
}

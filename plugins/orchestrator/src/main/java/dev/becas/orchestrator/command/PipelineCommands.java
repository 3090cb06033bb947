package dev.becas.orchestrator.command;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.dataset.ExampleStatistics;
import dev.becas.kernel.dataset.ExampleStatistics.ExampleCounts;
import dev.becas.kernel.flow.EventHead;
import dev.becas.orchestrator.pipeline.PipelineEvent;
import dev.becas.orchestrator.pipeline.PipelineEvent.Due;
import dev.becas.orchestrator.pipeline.PipelineEvent.Retried;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineState;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.pipeline.Round;
import dev.becas.orchestrator.pipeline.Rounds;
import dev.becas.orchestrator.promotion.TypedReason;
import dev.becas.orchestrator.trigger.Budgets;
import dev.becas.orchestrator.trigger.Thresholds;
import dev.becas.orchestrator.trigger.Thresholds.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `train` and `pipeline list`, `start`, `retry`.
final class PipelineCommands {
    private final Desk desk;
    private final Pipelines pipelines;
    private final Thresholds thresholds;
    private final Budgets budgets;

    PipelineCommands(Desk desk, Pipelines pipelines, Thresholds thresholds, Budgets budgets) {
        this.desk = desk;
        this.pipelines = pipelines;
        this.thresholds = thresholds;
        this.budgets = budgets;
    }

    List<Command> all() {
        List<Parameter> which = List.of(new Parameter("category", "a category or target", true));
        return List.of(
                new Command("train", "Begins a round now, whatever the thresholds say.", which, List.of(), this::train),
                new Command(
                        "pipeline list",
                        "Lists pipelines with their stage and their rounds.",
                        List.of(),
                        List.of(),
                        this::list),
                new Command(
                        "pipeline start", "Begins a round now if the thresholds hold.", which, List.of(), this::start),
                new Command("pipeline retry", "Tries a failed round again.", which, List.of(), this::retry));
    }

    /// A pipeline in a list.
    record Listed(
            String target,
            String category,
            String stage,
            Instant since,
            int round,
            PipelineState state,
            List<Round> rounds) {}

    private CommandResult list(CommandCall call) {
        List<Listed> listed = desk.rows().stream().map(this::listed).toList();
        StringBuilder text = new StringBuilder();
        for (Listed p : listed) {
            text.append(String.format("%-36s %-18s since %s, round %d%n", p.target(), p.stage(), p.since(), p.round()));
            if (p.state() instanceof PipelineState.Failed failed) {
                text.append("    ").append(failed.cause()).append(System.lineSeparator());
            }
            for (Round round : p.rounds()) {
                text.append(String.format(
                        "    round %d (%s): %s %s%n",
                        round.round(),
                        round.trigger(),
                        round.outcome() == null ? "running" : round.outcome(),
                        TypedReason.show(desk.context().contents(), round.reason(), round.reasonContentId())));
            }
        }
        return CommandResult.ok(text.toString().stripTrailing(), listed);
    }

    private Listed listed(PipelineRow row) {
        return new Listed(
                row.target(),
                row.category(),
                row.state().stage().wireName(),
                row.at(),
                row.round(),
                row.state(),
                desk.context().store().read(h -> Rounds.of(h, row.target())));
    }

    private CommandResult train(CommandCall call) throws Exception {
        PipelineRow row = desk.row(call.required("category"));
        return advance(row, "train", new Due("command", "asked by " + call.actor()));
    }

    private CommandResult start(CommandCall call) throws Exception {
        PipelineRow row = desk.row(call.required("category"));
        ExampleCounts counts = desk.context()
                .services()
                .find(ExampleStatistics.class, "examples")
                .orElseThrow(() -> new IllegalStateException("no plugin that counts examples is loaded"))
                .counts(row.category(), desk.now(), row.newSince());
        Verdict verdict = thresholds.onNew(counts);
        if (!verdict.holds()) {
            return CommandResult.failed(
                    "Not yet: " + verdict.sentence() + ".",
                    Map.of("category", row.category(), "thresholds", verdict.sentences()));
        }
        return advance(row, "pipeline start", new Due("command", verdict.sentence()));
    }

    private CommandResult retry(CommandCall call) throws Exception {
        PipelineRow row = desk.row(call.required("category"));
        if (!(row.state() instanceof PipelineState.Failed)) {
            throw new IllegalArgumentException("the pipeline of " + row.category() + " has not failed, it is "
                    + row.state().stage().wireName());
        }
        return advance(row, "pipeline retry", new Retried("tried again by " + call.actor()));
    }

    private CommandResult advance(PipelineRow row, String command, PipelineEvent event) throws Exception {
        if (desk.context().models().aliases().find(row.target()).isEmpty()) {
            throw new IllegalStateException(
                    "no version answers for " + row.target() + " that a candidate could be held against");
        }
        Optional<String> spent = budgets.spent(desk.now());
        if (spent.isPresent()) {
            return CommandResult.failed(
                    "Not now: " + spent.get() + ".", Map.of("target", row.target(), "budget", spent.get()));
        }
        EventHead head = desk.head(command, row.target(), row.step());
        desk.context().bus().write(command, tx -> pipelines.advance(tx, row.target(), event, head));
        PipelineRow after = desk.row(row.target());
        String stage = after.state().stage().wireName();
        if (after.step() == row.step()) {
            return CommandResult.failed(
                    "The pipeline of " + row.category() + " is " + stage + " and goes on by itself.",
                    Map.of("target", row.target(), "stage", stage));
        }
        return CommandResult.ok(
                "Round " + after.round() + " of " + row.category() + " begins.",
                Map.of("target", row.target(), "stage", stage, "round", after.round()));
    }
}

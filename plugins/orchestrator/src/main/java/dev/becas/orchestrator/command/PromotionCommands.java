package dev.becas.orchestrator.command;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.model.ModelAlias;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.orchestrator.pipeline.PipelineEvent;
import dev.becas.orchestrator.pipeline.PipelineEvent.Forced;
import dev.becas.orchestrator.pipeline.PipelineEvent.PutForward;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineRows;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.pipeline.Rounds;
import dev.becas.orchestrator.promotion.Floors;
import dev.becas.orchestrator.promotion.Rollback;
import dev.becas.orchestrator.promotion.Rollback.Way;
import dev.becas.orchestrator.promotion.TypedReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `model promote` and `model rollback`: an operator moves a version out, or back.
final class PromotionCommands {
    private final Desk desk;
    private final Pipelines pipelines;
    private final Rollback rollback;
    private final Floors floors;

    PromotionCommands(Desk desk, Pipelines pipelines, Rollback rollback, Floors floors) {
        this.desk = desk;
        this.pipelines = pipelines;
        this.rollback = rollback;
        this.floors = floors;
    }

    List<Command> all() {
        Option reason = Option.value("reason", "why; required", "");
        return List.of(
                new Command(
                        "model promote",
                        "Puts a version forward for approval; with --force it answers everything at once.",
                        List.of(new Parameter("version", "a registered version", true)),
                        List.of(
                                reason,
                                Option.flag("force", "without approvals and roll-out; recorded in the audit trail")),
                        this::promote),
                new Command(
                        "model rollback",
                        "Takes the version that answers back; the one before answers at once.",
                        List.of(new Parameter("version", "a target, a category or the version to take back", true)),
                        List.of(reason),
                        this::takeBack));
    }

    private CommandResult promote(CommandCall call) throws Exception {
        ModelVersion version = desk.version(call.required("version"));
        String words = Desk.reason(call);
        boolean force = call.flag("force");
        PipelineRow row = desk.row(version.target());
        String live = desk.context()
                .models()
                .aliases()
                .find(version.target())
                .map(ModelAlias::version)
                .orElse("");
        if (live.equals(version.name()) && !force) {
            throw new IllegalArgumentException(version.name() + " is what answers now");
        }
        desk.context().bus().write("model promote", tx -> promote(tx, version, live, call.actor(), words, force));
        PipelineRow after = desk.row(version.target());
        if (after.step() == row.step()) {
            return CommandResult.failed(
                    version.name() + " cannot go out now: the pipeline of " + row.category() + " is "
                            + row.state().stage().wireName() + ".",
                    Map.of(
                            "version",
                            version.name(),
                            "stage",
                            row.state().stage().wireName()));
        }
        String text = force
                ? version.name() + " answers everything."
                : version.name() + " waits for " + floors.manualApprovals(version.category()) + " approvals.";
        return CommandResult.ok(
                text,
                Map.of(
                        "version",
                        version.name(),
                        "forced",
                        force,
                        "stage",
                        after.state().stage().wireName()));
    }

    private void promote(Tx tx, ModelVersion version, String live, String actor, String words, boolean force) {
        PipelineRow row = PipelineRows.find(tx.sql(), version.target()).orElseThrow();
        EventHead head = desk.head("model promote", version.name(), row.step());
        String reason = TypedReason.keep(tx, head, actor, words);
        String testId = Rounds.thatMade(tx.sql(), version.name())
                .map(round -> round.test())
                .orElse("");
        PipelineEvent event = force
                ? new Forced(
                        version.name(),
                        live.equals(version.name()) ? "" : live,
                        desk.now(),
                        "forced by " + actor,
                        reason)
                : new PutForward(
                        version.name(),
                        live,
                        testId + "/" + row.step(),
                        floors.manualApprovals(version.category()),
                        "put forward by " + actor);
        Optional<PipelineRow> after = pipelines.advance(tx, version.target(), event, head);
        Desk.audit(
                tx,
                desk.now(),
                actor,
                "model promote " + version.name() + (force ? " --force" : ""),
                after.isPresent() ? "done" : "refused");
    }

    private CommandResult takeBack(CommandCall call) throws Exception {
        long start = System.nanoTime();
        String word = call.required("version");
        String words = Desk.reason(call);
        String target = desk.target(word);
        Way way = rollback.wayBack(target);
        if (desk.findVersion(word).isPresent() && !word.equals(way.version())) {
            throw new IllegalArgumentException(word + " does not answer now; " + way.version() + " does");
        }
        desk.context().bus().write("model rollback", tx -> {
            long step =
                    PipelineRows.find(tx.sql(), target).map(PipelineRow::step).orElse(0L);
            EventHead head = desk.head("model rollback", way.version(), step);
            String reason = TypedReason.keep(tx, head, call.actor(), words);
            rollback.take(tx, way, head, call.actor(), "asked by " + call.actor(), reason);
            Desk.audit(tx, desk.now(), call.actor(), "model rollback " + way.version(), "to " + way.to());
        });
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return CommandResult.ok(
                way.version() + " is taken back; " + way.to() + " answers everything (" + millis + " ms).",
                Map.of("target", target, "version", way.version(), "to", way.to(), "durationMs", millis));
    }
}

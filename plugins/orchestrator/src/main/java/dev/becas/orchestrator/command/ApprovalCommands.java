package dev.becas.orchestrator.command;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.PromotionFlow.PromotionAnswered;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.orchestrator.follow.FollowWork;
import dev.becas.orchestrator.pipeline.PipelineEvent.Answered;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineRows;
import dev.becas.orchestrator.pipeline.PipelineState.AwaitingApproval;
import dev.becas.orchestrator.pipeline.PipelineState.RollingOut;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.promotion.TypedReason;
import java.util.List;
import java.util.Map;

/// `approve` and `reject`: distinct people say whether a version may go out.
final class ApprovalCommands {
    private final Desk desk;
    private final Pipelines pipelines;

    ApprovalCommands(Desk desk, Pipelines pipelines) {
        this.desk = desk;
        this.pipelines = pipelines;
    }

    List<Command> all() {
        Parameter version = new Parameter("version", "the version that waits", true);
        Option as = Option.value("as", "who answers; whoever uses the command when left out", "");
        Option reason = Option.value("reason", "why", "");
        return List.of(
                new Command(
                        "approve",
                        "Approves that a version goes out.",
                        List.of(version),
                        List.of(as, reason),
                        call -> answer(call, true)),
                new Command(
                        "reject",
                        "Refuses that a version goes out, with a reason.",
                        List.of(version),
                        List.of(as, reason),
                        call -> answer(call, false)));
    }

    private CommandResult answer(CommandCall call, boolean approved) throws Exception {
        ModelVersion version = desk.version(call.required("version"));
        String actor = Desk.actor(call);
        String words = approved ? call.find("reason").orElse("") : Desk.reason(call);
        PipelineRow row = desk.row(version.target());
        waiting(row, version.name(), actor);
        desk.context().bus().write(approved ? "approve" : "reject", tx -> write(tx, version, actor, words, approved));
        PipelineRow after = desk.row(version.target());
        return CommandResult.ok(
                say(after, version.name(), approved),
                Map.of(
                        "version",
                        version.name(),
                        "approved",
                        approved,
                        "stage",
                        after.state().stage().wireName(),
                        "approvals",
                        approvals(after),
                        "wanted",
                        wanted(row)));
    }

    private void write(Tx tx, ModelVersion version, String actor, String words, boolean approved) {
        PipelineRow row = PipelineRows.find(tx.sql(), version.target()).orElseThrow();
        AwaitingApproval waiting = waiting(row, version.name(), actor);
        String asked = FollowWork.readyId(row.target(), waiting.version(), waiting.testId());
        EventHead head =
                new EventHead(Ids.derive(asked, "answer/" + actor, row.step()), asked, EventHead.NO_GUILD, desk.now());
        String reason = words.isBlank() ? null : TypedReason.keep(tx, head, actor, words);
        String why = (approved ? "approved by " : "rejected by ") + actor;
        tx.publish(new PromotionAnswered(head, row.target(), version.name(), approved, actor, why, reason));
        pipelines.advance(
                tx, row.target(), new Answered(version.name(), approved, actor, head.at(), why, reason), head);
    }

    private static AwaitingApproval waiting(PipelineRow row, String version, String actor) {
        if (!(row.state() instanceof AwaitingApproval waiting)
                || !waiting.version().equals(version)) {
            throw new IllegalArgumentException(version + " does not wait for an approval; the pipeline is "
                    + row.state().stage().wireName());
        }
        if (waiting.approvers().contains(actor)) {
            throw new IllegalArgumentException(
                    actor + " has approved " + version + " already; " + waiting.wanted() + " different people must");
        }
        return waiting;
    }

    private static String say(PipelineRow after, String version, boolean approved) {
        return switch (after.state()) {
            case AwaitingApproval waiting ->
                version + " has " + waiting.approvers().size() + " of " + waiting.wanted() + " approvals.";
            case RollingOut out -> version + " is approved and answers " + out.sharePercent() + " % from now on.";
            default -> approved ? version + " is approved." : version + " stays out.";
        };
    }

    private static int approvals(PipelineRow after) {
        return after.state() instanceof AwaitingApproval waiting
                ? waiting.approvers().size()
                : 0;
    }

    private static int wanted(PipelineRow before) {
        return before.state() instanceof AwaitingApproval waiting ? waiting.wanted() : 0;
    }
}

package dev.becas.orchestrator.pipeline;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.PromotionFlow.StageChanged;
import dev.becas.kernel.id.Ids;
import dev.becas.orchestrator.alert.Alerts;
import dev.becas.orchestrator.pipeline.PipelineState.Failed;
import dev.becas.orchestrator.pipeline.PipelineState.GoldEvaluating;
import dev.becas.orchestrator.pipeline.PipelineState.Ready;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Moves pipelines. The new state, its event and the request for what follows commit together; what follows is done
/// afterwards as outside work under the state's step, so a restart at any instant goes on where it stopped.
public final class Pipelines {
    /// The kind of the outside work that follows a state.
    public static final String FOLLOW = "pipeline-follow";
    /// The kind of the gold evaluation, apart because it takes long.
    public static final String GOLD = "gold-evaluation";

    private final StateMachine machine;
    private final Alerts alerts;

    public Pipelines(StateMachine machine, Alerts alerts) {
        this.machine = machine;
        this.alerts = alerts;
    }

    /// What follows a state.
    ///
    /// @param step of the pipeline; when it has moved on, nothing is to be done
    public record Follow(String target, long step) {}

    /// Lets `event` happen to a target.
    ///
    /// @param by the event that led to it
    /// @return the pipeline after it; empty when it changed nothing
    public Optional<PipelineRow> advance(Tx tx, String target, PipelineEvent event, EventHead by) {
        PipelineRow row = PipelineRows.find(tx.sql(), target)
                .orElseThrow(() -> new IllegalArgumentException("there is no pipeline '" + target + "'"));
        return machine.next(row.state(), event).map(to -> move(tx, row, to, event, by));
    }

    private PipelineRow move(Tx tx, PipelineRow from, PipelineState to, PipelineEvent event, EventHead by) {
        PipelineRow row = new PipelineRow(
                from.target(),
                from.category(),
                to,
                from.step() + 1,
                beginsARound(from.state(), to) ? from.round() + 1 : from.round(),
                announce(tx, from, to, event, by),
                by.at(),
                learnedUntil(from, event),
                from.checkedAt());
        PipelineRows.save(tx.sql(), row);
        Rounds.note(tx.sql(), row, event, by.at());
        if (to instanceof Failed failed) {
            alerts.raise(tx, "pipeline_failed", row.target(), "critical", failed.during() + ": " + failed.cause(), by);
        } else {
            alerts.clear(tx, "pipeline_failed", row.target(), by.at());
        }
        if (to.asksForSomething()) {
            String kind = to instanceof GoldEvaluating ? GOLD : FOLLOW;
            tx.outbox(
                    kind,
                    kind + "/" + row.target() + "/" + row.step(),
                    row.cause(),
                    new Follow(row.target(), row.step()));
        }
        return row;
    }

    private static String announce(Tx tx, PipelineRow from, PipelineState to, PipelineEvent event, EventHead by) {
        Stage before = from.state().stage();
        if (before == to.stage()) {
            return by.id();
        }
        EventHead head = new EventHead(
                Ids.derive(by.id(), "stage/" + from.target(), from.step() + 1), by.id(), EventHead.NO_GUILD, by.at());
        tx.publish(new StageChanged(
                head, from.target(), before.wireName(), to.stage().wireName(), event.why()));
        return head.id();
    }

    private static boolean beginsARound(PipelineState from, PipelineState to) {
        return to instanceof Ready && !(from instanceof Ready);
    }

    private static @Nullable Instant learnedUntil(PipelineRow from, PipelineEvent event) {
        return event instanceof PipelineEvent.DatasetReady ? from.at() : from.learnedUntil();
    }
}

package dev.becas.orchestrator.promotion;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.id.Ids;
import dev.becas.orchestrator.alert.Alerts;
import dev.becas.orchestrator.pipeline.PipelineEvent.ShareHeld;
import dev.becas.orchestrator.pipeline.PipelineEvent.WatchEnded;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineRows;
import dev.becas.orchestrator.pipeline.PipelineState.Deployed;
import dev.becas.orchestrator.pipeline.PipelineState.RollingOut;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.promotion.Rollback.Way;
import dev.becas.orchestrator.settings.OrchestratorSettings;
import dev.becas.orchestrator.watch.Count;
import dev.becas.orchestrator.watch.Counts;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Leads versions from share to share while their guardrails hold, and back when one does not.
public final class RollOut {
    private final OrchestratorSettings settings;
    private final Pipelines pipelines;
    private final Guardrails guardrails;
    private final Rollback rollback;
    private final Alerts alerts;

    public RollOut(
            OrchestratorSettings settings,
            Pipelines pipelines,
            Guardrails guardrails,
            Rollback rollback,
            Alerts alerts) {
        this.settings = settings;
        this.pipelines = pipelines;
        this.guardrails = guardrails;
        this.rollback = rollback;
        this.alerts = alerts;
    }

    /// Looks at the guardrails of every version that goes out or is watched; takes back the one that violates one.
    public void guard(Tx tx, EventHead by) {
        for (PipelineRow row : PipelineRows.all(tx.sql())) {
            switch (row.state()) {
                case RollingOut out -> guard(tx, row, out.version(), out.live(), out.began(), by);
                case Deployed out -> guard(tx, row, out.version(), out.live(), out.began(), by);
                default -> {
                    // nothing of it is on the way out
                }
            }
        }
    }

    private void guard(Tx tx, PipelineRow row, String version, String live, Instant began, EventHead by) {
        Optional<String> violated = guardrails.violated(tx.sql(), version, live, began, by.at());
        if (violated.isEmpty()) {
            return;
        }
        if (settings.autoRollback() && !live.isEmpty()) {
            EventHead head =
                    new EventHead(Ids.derive(by.id(), "guardrail/" + version, 0), by.id(), EventHead.NO_GUILD, by.at());
            rollback.take(tx, new Way(row.target(), version, live), head, "guardrail", violated.get(), null);
        }
        alerts.raise(tx, "guardrail", version, "critical", violated.get(), by);
    }

    /// Goes on to the next share where this one has lasted and was answered long enough.
    public void goOn(Tx tx, EventHead tick) {
        for (PipelineRow row : PipelineRows.all(tx.sql())) {
            if (row.state() instanceof RollingOut out && lasted(out.since(), tick.at())) {
                long answered = answered(tx, out, tick.at());
                if (answered >= settings.shareStageRequests()) {
                    String why = String.format(
                            Locale.ROOT,
                            "%d %% held for %s with %d answers",
                            out.sharePercent(),
                            settings.shareStage(),
                            answered);
                    pipelines.advance(tx, row.target(), new ShareHeld(out.sharePercent(), tick.at(), why), tick);
                }
            } else if (row.state() instanceof Deployed out && lasted(out.since(), tick.at())) {
                pipelines.advance(tx, row.target(), new WatchEnded(out.version() + " is deployed"), tick);
            }
        }
    }

    private boolean lasted(Instant since, Instant now) {
        return !now.isBefore(since.plus(settings.shareStage())) && now.isAfter(since);
    }

    private static long answered(Tx tx, RollingOut out, Instant now) {
        return Math.round(Counts.sum(tx.sql(), Count.ANSWERED, out.version(), out.since(), now.plus(Counts.BUCKET)));
    }
}

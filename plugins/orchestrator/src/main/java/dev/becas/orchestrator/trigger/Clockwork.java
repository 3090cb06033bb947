package dev.becas.orchestrator.trigger;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.dataset.ExampleStatistics;
import dev.becas.kernel.dataset.ExampleStatistics.ExampleCounts;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.Services;
import dev.becas.kernel.store.Store;
import dev.becas.orchestrator.alert.HealthCheck;
import dev.becas.orchestrator.erasure.Retraining;
import dev.becas.orchestrator.pipeline.PipelineEvent.Due;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineRows;
import dev.becas.orchestrator.pipeline.PipelineState.Collecting;
import dev.becas.orchestrator.pipeline.PipelineState.Failed;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.promotion.RollOut;
import dev.becas.orchestrator.promotion.VersionCleanUp;
import dev.becas.orchestrator.report.MonthlyReports;
import dev.becas.orchestrator.settings.OrchestratorSettings;
import dev.becas.orchestrator.trigger.Thresholds.Verdict;
import dev.becas.orchestrator.watch.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What hangs on the clock: triggers of rounds, roll-out stages, guardrails, alerts, clean-up, the monthly report. Asks
/// other plugins "as of" the tick and writes its own tables only.
public final class Clockwork {
    private static final Duration DAY = Duration.ofDays(1);

    private final Store store;
    private final Services services;
    private final ModelRegistry models;
    private final OrchestratorSettings settings;
    private final Thresholds thresholds;
    private final Pipelines pipelines;
    private final RollOut rollOut;
    private final HealthCheck health;
    private final VersionCleanUp cleanUp;
    private final Budgets budgets;
    private final Retraining retraining;

    public Clockwork(
            Store store,
            Services services,
            ModelRegistry models,
            OrchestratorSettings settings,
            Pipelines pipelines,
            RollOut rollOut,
            HealthCheck health,
            VersionCleanUp cleanUp,
            Budgets budgets,
            Retraining retraining) {
        this.store = store;
        this.services = services;
        this.models = models;
        this.settings = settings;
        this.thresholds = new Thresholds(settings);
        this.pipelines = pipelines;
        this.rollOut = rollOut;
        this.health = health;
        this.cleanUp = cleanUp;
        this.budgets = budgets;
        this.retraining = retraining;
    }

    /// A round that is due, or a look that found none.
    private record Look(String target, Optional<Due> due, Effect erasure) {}

    /// What the tick leads to.
    public Effect tick(EventHead tick) {
        List<Look> looks = new ArrayList<>();
        for (PipelineRow row : store.read(PipelineRows::all)) {
            if (isLookedAt(row, tick.at())) {
                Effect erasure = retraining.look(row.target(), tick, weekly(row, tick.at()));
                looks.add(new Look(row.target(), due(row, tick.at()), erasure));
            }
        }
        List<String> removable = endsADay(tick.at())
                ? cleanUp.removable(tick.at()).stream().map(ModelVersion::name).toList()
                : List.of();
        return tx -> {
            rollOut.guard(tx, tick);
            rollOut.goOn(tx, tick);
            for (Look look : looks) {
                PipelineRows.checked(tx.sql(), look.target(), tick.at());
                if (look.due().isPresent()) {
                    pipelines.advance(tx, look.target(), look.due().get(), tick);
                }
                look.erasure().write(tx);
            }
            health.check(tx, tick);
            if (endsADay(tick.at())) {
                Counts.forget(tx.sql(), tick.at());
                MonthlyReports.ask(tx, tick);
            }
            if (!removable.isEmpty()) {
                tx.outbox(
                        VersionCleanUp.KIND,
                        VersionCleanUp.KIND + "/" + tick.at(),
                        tick.id(),
                        new VersionCleanUp.Removal(removable, tick.at()));
            }
        };
    }

    private boolean isLookedAt(PipelineRow row, Instant now) {
        Instant checked = row.checkedAt();
        boolean waits = row.state() instanceof Collecting || row.state() instanceof Failed;
        return waits && (checked == null || !now.isBefore(checked.plus(settings.checkEvery())) || weekly(row, now));
    }

    private Optional<Due> due(PipelineRow row, Instant now) {
        Optional<ExampleStatistics> examples = services.find(ExampleStatistics.class, "examples");
        if (examples.isEmpty()
                || models.aliases().find(row.target()).isEmpty()
                || budgets.spent(now).isPresent()) {
            return Optional.empty();
        }
        ExampleCounts counts = examples.get().counts(row.category(), now, row.newSince());
        Verdict onNew = thresholds.onNew(counts);
        boolean weekly = weekly(row, now);
        if (onNew.holds() && (weekly || row.state() instanceof Collecting)) {
            return Optional.of(new Due(weekly ? "weekly" : "hourly", onNew.sentence()));
        }
        Verdict onAll = thresholds.onAll(counts);
        Instant learned = row.learnedUntil();
        if (learned != null && !now.isBefore(learned.plus(settings.refreshAfter())) && onAll.holds()) {
            return Optional.of(new Due("refresh", "the last dataset is of " + learned + "; " + onAll.sentence()));
        }
        return Optional.empty();
    }

    /// Whether the weekly time has come since the last look. A failed round is tried again then.
    private boolean weekly(PipelineRow row, Instant now) {
        Instant checked = row.checkedAt();
        return checked != null && settings.weeklyTime().lastUntil(now).isAfter(checked);
    }

    /// Whether this tick is the first of a quarter of an hour at midnight (UTC).
    private static boolean endsADay(Instant now) {
        return now.toEpochMilli() % DAY.toMillis() < Duration.ofMinutes(15).toMillis();
    }
}

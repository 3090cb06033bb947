package dev.becas.orchestrator.erasure;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.DatasetFlow.DatasetRevised;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.orchestrator.alert.Alerts;
import dev.becas.orchestrator.pipeline.PipelineEvent.Due;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineRows;
import dev.becas.orchestrator.pipeline.PipelineState.Collecting;
import dev.becas.orchestrator.pipeline.PipelineState.Failed;
import dev.becas.orchestrator.pipeline.PipelineState.GoldEvaluating;
import dev.becas.orchestrator.pipeline.PipelineState.Ready;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.trigger.Budgets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// After an erasure, a version that answers and learned from what is erased is to be trained again, whatever the
/// thresholds say. One round an erasure; where it led to no version that answers instead, another each week.
///
/// A round that runs is not cut off: its own dataset is revised too, and what it makes is named as well.
public final class Retraining {
    /// The trigger of such a round.
    public static final String TRIGGER = "erasure";
    /// The alert where no round begins by itself.
    public static final String ALERT = "erased_data";

    private final ModelRegistry models;
    private final Pipelines pipelines;
    private final Alerts alerts;
    private final Budgets budgets;
    private final boolean autoFineTune;

    public Retraining(ModelRegistry models, Pipelines pipelines, Alerts alerts, Budgets budgets, boolean autoFineTune) {
        this.models = models;
        this.pipelines = pipelines;
        this.alerts = alerts;
        this.budgets = budgets;
        this.autoFineTune = autoFineTune;
    }

    /// A dataset lost examples: who learned from it is noted, and trained again where it answers.
    public Effect revised(DatasetRevised revised) {
        boolean affordable = budgets.spent(revised.head().at()).isEmpty();
        return tx -> {
            for (PipelineRow row : PipelineRows.all(tx.sql())) {
                int round = row.state() instanceof Ready ? row.round() - 1 : row.round();
                for (String subject : learners(tx.sql(), row, revised)) {
                    ErasedRows.note(tx, subject, round, revised);
                }
                look(tx, row.target(), revised.head(), false, affordable);
            }
        };
    }

    /// Versions of a target that were trained on a dataset, and the job that is at it.
    private static Set<String> learners(Handle sql, PipelineRow row, DatasetRevised revised) {
        Set<String> found = new TreeSet<>(sql.createQuery("""
                        SELECT name FROM model_version WHERE target = :target
                          AND (dataset = :dataset OR name IN (SELECT value FROM json_each(:models)))
                        UNION SELECT coalesce(version, job) FROM orch_round
                          WHERE target = :target AND dataset = :dataset AND coalesce(version, job) IS NOT NULL""")
                .bind("target", row.target())
                .bind("dataset", revised.datasetId())
                .bind("models", Json.write(revised.models()))
                .mapTo(String.class)
                .list());
        if (row.state() instanceof GoldEvaluating gold
                && gold.candidate().datasetId().equals(revised.datasetId())) {
            found.add(gold.candidate().name());
        }
        return found;
    }

    /// A job that learned from erased texts has made a version.
    public Effect made(String job, String version) {
        return tx -> ErasedRows.made(tx, job, version);
    }

    /// Whether a round of this target is owed, as of a tick.
    ///
    /// @param again whether to try once more where the last one led to nothing
    public Effect look(String target, EventHead tick, boolean again) {
        boolean affordable = budgets.spent(tick.at()).isEmpty();
        return tx -> look(tx, target, tick, again, affordable);
    }

    private void look(Tx tx, String target, EventHead by, boolean again, boolean affordable) {
        List<ErasedData> learned =
                ErasedRows.ofAnswering(tx.sql(), models.aliases().find(target));
        if (learned.isEmpty()) {
            alerts.clear(tx, ALERT, target, by.at());
            return;
        }
        PipelineRow row = PipelineRows.find(tx.sql(), target).orElseThrow();
        ErasedData last = learned.getLast();
        boolean owed = row.round() <= last.round() || again;
        if (owed && !autoFineTune) {
            alerts.raise(
                    tx,
                    ALERT,
                    target,
                    "warning",
                    last.sentence() + "; orchestrator.autoFineTune is false, so no training begins: run `becas train "
                            + row.category() + "`",
                    by);
        } else if (owed && affordable && (row.state() instanceof Collecting || row.state() instanceof Failed)) {
            pipelines.advance(tx, target, new Due(TRIGGER, last.sentence()), by);
        }
    }
}

package dev.becas.orchestrator.follow;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.failpoint.Failpoints;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.TrainingFlow.ModelRegistered;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.store.Store;
import dev.becas.orchestrator.erasure.ErasedRows;
import dev.becas.orchestrator.gold.GoldExam;
import dev.becas.orchestrator.gold.GoldReport;
import dev.becas.orchestrator.pipeline.PipelineEvent.GoldJudged;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineRows;
import dev.becas.orchestrator.pipeline.PipelineState.GoldEvaluating;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.pipeline.Pipelines.Follow;
import dev.becas.orchestrator.pipeline.Rounds;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The gold evaluation of a candidate. One that passes enters the registry in the transaction that sends it into the
/// shadow; one that does not leaves its figures with the round.
public final class GoldWork implements OutboxWorker {
    private static final int ATTEMPTS_MAX = 3;

    private final Store store;
    private final ModelRegistry models;
    private final Pipelines pipelines;
    private final GoldExam exam;

    public GoldWork(Store store, ModelRegistry models, Pipelines pipelines, GoldExam exam) {
        this.store = store;
        this.models = models;
        this.pipelines = pipelines;
        this.exam = exam;
    }

    @Override
    public int attemptsMax() {
        return ATTEMPTS_MAX;
    }

    @Override
    public Effect perform(OutboxItem item) throws IOException, InterruptedException {
        Failpoints.reach(Failpoints.STATE_BEFORE_ACT);
        Follow follow = item.payload(Follow.class);
        Optional<PipelineRow> row = store.read(h -> PipelineRows.find(h, follow.target()));
        if (row.isEmpty()
                || row.get().step() != follow.step()
                || !(row.get().state() instanceof GoldEvaluating state)) {
            return Effect.NOTHING;
        }
        ModelVersion live = models.find(state.live())
                .orElseThrow(() -> new IOException(
                        "no version answers for " + follow.target() + " that the candidate could be held against"));
        GoldReport report = exam.judge(state.candidate(), live, mustGo(live, state.candidate()));
        return tx -> {
            Optional<PipelineRow> now = FollowWork.current(tx, follow);
            if (now.isPresent()) {
                conclude(tx, now.get(), state, report);
            }
        };
    }

    /// A version that learned from erased texts is replaced by one that did not.
    private boolean mustGo(ModelVersion live, ModelVersion candidate) {
        return store.read(h -> !ErasedRows.of(h, List.of(live.name())).isEmpty()
                && ErasedRows.of(h, List.of(candidate.name())).isEmpty());
    }

    @Override
    public Effect gaveUp(OutboxItem item, Exception failure) {
        return FollowWork.broken(pipelines, item, failure);
    }

    private void conclude(Tx tx, PipelineRow row, GoldEvaluating state, GoldReport report) {
        Rounds.gold(tx.sql(), row, report);
        ModelVersion candidate = state.candidate();
        EventHead by = FollowWork.cause(row);
        if (report.passed()) {
            models.register(tx, candidate);
            by = row.head(Ids.of("model-registered", candidate.name()));
            tx.publish(new ModelRegistered(by, row.target(), candidate.name(), candidate.datasetId()));
            tx.lineage(by.id(), candidate.name());
        }
        String why = (report.passed() ? "gold evaluation passed: " : "gold evaluation not passed: ")
                + String.join(" ", report.reasons());
        pipelines.advance(tx, row.target(), new GoldJudged(report.passed(), candidate.name() + "-shadow", why), by);
    }
}

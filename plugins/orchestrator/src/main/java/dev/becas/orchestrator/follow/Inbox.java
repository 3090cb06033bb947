package dev.becas.orchestrator.follow;

import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.DatasetFlow.DatasetRefused;
import dev.becas.kernel.flow.DatasetFlow.DatasetRevised;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.ShadowFlow.AbTestCompleted;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestStopped;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningFailed;
import dev.becas.kernel.store.Store;
import dev.becas.orchestrator.erasure.Retraining;
import dev.becas.orchestrator.pipeline.PipelineEvent;
import dev.becas.orchestrator.pipeline.PipelineEvent.DatasetMissing;
import dev.becas.orchestrator.pipeline.PipelineEvent.DatasetReady;
import dev.becas.orchestrator.pipeline.PipelineEvent.TestReported;
import dev.becas.orchestrator.pipeline.PipelineEvent.TestStopped;
import dev.becas.orchestrator.pipeline.PipelineEvent.Trained;
import dev.becas.orchestrator.pipeline.PipelineEvent.TrainingEnded;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineRows;
import dev.becas.orchestrator.pipeline.PipelineState.Freezing;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.trigger.Clockwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Hears what the other plugins answer, and what time it is, and lets it happen to the pipelines it concerns.
public final class Inbox implements Handler {
    /// What it listens to.
    public static final Set<Class<? extends FlowEvent>> WANTED = Set.of(
            ClockTicked.class,
            DatasetFrozen.class,
            DatasetRefused.class,
            DatasetRevised.class,
            FineTuningCompleted.class,
            FineTuningFailed.class,
            AbTestCompleted.class,
            ShadowTestStopped.class);

    private final Store store;
    private final Pipelines pipelines;
    private final Candidates candidates;
    private final Clockwork clockwork;
    private final Retraining retraining;

    public Inbox(Store store, Pipelines pipelines, Candidates candidates, Clockwork clockwork, Retraining retraining) {
        this.store = store;
        this.pipelines = pipelines;
        this.candidates = candidates;
        this.clockwork = clockwork;
        this.retraining = retraining;
    }

    @Override
    public Effect handle(List<Delivery> batch) {
        List<Effect> effects = new ArrayList<>();
        for (Delivery delivery : batch) {
            effects.add(effect(delivery.event()));
        }
        return tx -> {
            for (Effect effect : effects) {
                effect.write(tx);
            }
        };
    }

    private Effect effect(FlowEvent event) {
        EventHead head = event.head();
        return switch (event) {
            case ClockTicked tick -> clockwork.tick(tick.head());
            case DatasetFrozen frozen -> {
                String directory = frozen.dataset().directory().toString();
                String why = frozen.dataset().trainCount() + " examples to learn from, "
                        + frozen.dataset().evalCount() + " held out";
                Effect ready = asked(
                        head, new DatasetReady(head.causeId(), frozen.dataset().datasetId(), directory, why));
                yield ready.then(tx -> {
                    tx.lineage(head.id(), frozen.dataset().datasetId());
                    tx.execute(
                            "INSERT INTO orch_dataset (id, examples) VALUES (?, ?) ON CONFLICT DO NOTHING",
                            frozen.dataset().datasetId(),
                            frozen.dataset().trainCount() + frozen.dataset().evalCount());
                });
            }
            case DatasetRefused refused ->
                asked(head, new DatasetMissing(head.causeId(), "no dataset could be frozen: " + refused.reason()));
            case DatasetRevised revised -> retraining.revised(revised);
            case FineTuningCompleted done -> {
                Trained trained = candidates.trained(done);
                yield retraining
                        .made(trained.jobId(), trained.candidate().name())
                        .then(to(done.request().target(), trained, head));
            }
            case FineTuningFailed failed ->
                to(
                        failed.request().target(),
                        new TrainingEnded(failed.request().jobId(), failed.kind() + ": " + failed.reason()),
                        head);
            case AbTestCompleted done ->
                to(
                        done.target(),
                        new TestReported(
                                done.testId(),
                                done.report(),
                                String.join(" ", done.report().reasoning())),
                        head);
            case ShadowTestStopped stopped ->
                to(
                        stopped.target(),
                        new TestStopped(stopped.testId(), "the shadow test was stopped: " + stopped.reason()),
                        head);
            default -> throw new IllegalArgumentException("nobody asked for " + event.wireName());
        };
    }

    private Effect to(String target, PipelineEvent event, EventHead head) {
        return tx -> {
            if (PipelineRows.find(tx.sql(), target).isPresent()) {
                pipelines.advance(tx, target, event, head);
            }
        };
    }

    /// To the pipeline that asked for the dataset; a dataset that a person asked for is nobody's.
    private Effect asked(EventHead head, PipelineEvent event) {
        Optional<String> target = store.read(PipelineRows::all).stream()
                .filter(row -> row.state() instanceof Freezing freezing
                        && freezing.requestId().equals(head.causeId()))
                .map(PipelineRow::target)
                .findFirst();
        return target.map(t -> to(t, event, head)).orElse(Effect.NOTHING);
    }
}

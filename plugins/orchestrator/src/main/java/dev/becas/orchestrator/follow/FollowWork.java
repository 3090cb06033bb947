package dev.becas.orchestrator.follow;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.failpoint.Failpoints;
import dev.becas.kernel.flow.DatasetFlow.DatasetRequested;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.flow.PromotionFlow.Promoted;
import dev.becas.kernel.flow.PromotionFlow.ReadyForPromotion;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestRequested;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.orchestrator.pipeline.PipelineEvent;
import dev.becas.orchestrator.pipeline.PipelineEvent.Answered;
import dev.becas.orchestrator.pipeline.PipelineEvent.Begun;
import dev.becas.orchestrator.pipeline.PipelineEvent.Broken;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineRows;
import dev.becas.orchestrator.pipeline.PipelineState;
import dev.becas.orchestrator.pipeline.PipelineState.AwaitingApproval;
import dev.becas.orchestrator.pipeline.PipelineState.Deployed;
import dev.becas.orchestrator.pipeline.PipelineState.Evaluating;
import dev.becas.orchestrator.pipeline.PipelineState.Fitting;
import dev.becas.orchestrator.pipeline.PipelineState.Freezing;
import dev.becas.orchestrator.pipeline.PipelineState.Ready;
import dev.becas.orchestrator.pipeline.PipelineState.RollingOut;
import dev.becas.orchestrator.pipeline.PipelineState.Testing;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.pipeline.Pipelines.Follow;
import dev.becas.orchestrator.promotion.Floors;
import dev.becas.orchestrator.settings.OrchestratorSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Does what a state asks for, after the state is written. All ids derive from the state, so asking twice is asking
/// once; a state that was left meanwhile asks for nothing any more.
public final class FollowWork implements OutboxWorker {
    private static final Set<String> AT_ONCE = Set.of("command", "retry");

    private final ModelRegistry models;
    private final Pipelines pipelines;
    private final OrchestratorSettings settings;
    private final Floors floors;

    public FollowWork(ModelRegistry models, Pipelines pipelines, OrchestratorSettings settings) {
        this.models = models;
        this.pipelines = pipelines;
        this.settings = settings;
        this.floors = new Floors(settings);
    }

    @Override
    public Effect perform(OutboxItem item) {
        Failpoints.reach(Failpoints.STATE_BEFORE_ACT);
        Follow follow = item.payload(Follow.class);
        return tx -> {
            Optional<PipelineRow> row = current(tx, follow);
            if (row.isPresent()) {
                follow(tx, row.get());
            }
        };
    }

    @Override
    public Effect gaveUp(OutboxItem item, Exception failure) {
        return broken(pipelines, item, failure);
    }

    static Optional<PipelineRow> current(Tx tx, Follow follow) {
        return PipelineRows.find(tx.sql(), follow.target()).filter(row -> row.step() == follow.step());
    }

    static Effect broken(Pipelines pipelines, OutboxItem item, Exception failure) {
        Follow follow = item.payload(Follow.class);
        String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return tx -> {
            Optional<PipelineRow> row = current(tx, follow);
            if (row.isPresent()) {
                pipelines.advance(tx, follow.target(), new Broken(why), cause(row.get()));
            }
        };
    }

    /// A state's consequences are caused by what caused the state, so that lineage has no gap.
    static EventHead cause(PipelineRow row) {
        return new EventHead(row.cause(), row.cause(), EventHead.NO_GUILD, row.at());
    }

    private void follow(Tx tx, PipelineRow row) {
        switch (row.state()) {
            case Ready ready -> begin(tx, row, ready);
            case Freezing freezing -> tx.publish(datasetRequest(row, freezing));
            case Fitting fitting -> tx.publish(trainingRequest(row, fitting));
            case Testing testing -> test(tx, row, testing);
            case Evaluating evaluating -> weigh(tx, row, evaluating);
            case AwaitingApproval waiting -> ask(tx, row, waiting);
            case RollingOut out -> moveAlias(tx, row, out.version(), out.live(), out.sharePercent());
            case Deployed deployed -> deploy(tx, row, deployed);
            case PipelineState.GoldEvaluating gold ->
                throw new IllegalStateException("the gold evaluation has a worker of its own");
            case PipelineState.Collecting collecting -> {}
            case PipelineState.Failed failed -> {}
        }
    }

    private void begin(Tx tx, PipelineRow row, Ready ready) {
        if (settings.autoFineTune() || AT_ONCE.contains(ready.trigger())) {
            Begun begun = new Begun(
                    Ids.of("dataset-request", row.roundName()), row.roundName(), "round " + row.round() + " begins");
            advance(tx, row, begun);
        }
    }

    private void advance(Tx tx, PipelineRow row, PipelineEvent event) {
        pipelines.advance(tx, row.target(), event, cause(row));
    }

    private DatasetRequested datasetRequest(PipelineRow row, Freezing freezing) {
        return new DatasetRequested(
                row.head(freezing.requestId()),
                row.roundName(),
                row.category(),
                Map.of("until", row.at().toString()),
                settings.seed(),
                lastDataset(row));
    }

    private @Nullable String lastDataset(PipelineRow row) {
        List<ModelVersion> versions = models.versions(row.target());
        return versions.isEmpty() || versions.getLast().datasetId().isEmpty()
                ? null
                : versions.getLast().datasetId();
    }

    private TrainingRequested trainingRequest(PipelineRow row, Fitting fitting) {
        TrainingRequest request = new TrainingRequest(
                fitting.jobId(),
                settings.trainer(),
                row.target(),
                row.category(),
                Categories.named(row.category()).labelNames(),
                fitting.datasetId(),
                Path.of(fitting.directory()),
                models.aliases().find(row.target()).map(a -> a.version()).orElse(null),
                Map.of(),
                settings.seed());
        return new TrainingRequested(row.head(Ids.derive(row.cause(), "training", 0)), request);
    }

    private static void test(Tx tx, PipelineRow row, Testing testing) {
        EventHead head = row.head(Ids.of("shadow-test-request", testing.testId()));
        tx.publish(new ShadowTestRequested(
                head, testing.testId(), row.target(), row.category(), testing.live(), testing.version(), false));
        tx.lineage(head.id(), testing.version());
    }

    private void weigh(Tx tx, PipelineRow row, Evaluating evaluating) {
        advance(tx, row, floors.weigh(evaluating, row.category(), number(evaluating.version())));
    }

    private int number(String version) {
        return models.find(version).map(ModelVersion::number).orElse(0);
    }

    private void ask(Tx tx, PipelineRow row, AwaitingApproval waiting) {
        EventHead head = row.head(readyId(row.target(), waiting.version(), waiting.testId()));
        tx.publish(new ReadyForPromotion(head, row.target(), waiting.version(), waiting.testId(), waiting.wanted()));
        if (waiting.wanted() == 0) {
            pipelines.advance(
                    tx,
                    row.target(),
                    new Answered(waiting.version(), true, "autoPromote", row.at(), "autoPromote is on", null),
                    head);
        }
    }

    /// The id of the event that asks people about a version.
    public static String readyId(String target, String version, String testId) {
        return Ids.of("ready-for-promotion", target, version, testId);
    }

    private EventHead moveAlias(Tx tx, PipelineRow row, String version, String live, int sharePercent) {
        EventHead head = row.head(Ids.derive(row.cause(), "alias/" + version, sharePercent));
        String reason = "roll-out, " + sharePercent + " %";
        models.moveAlias(
                tx,
                new AliasMoved(
                        head,
                        row.target(),
                        version,
                        live.isEmpty() ? null : live,
                        sharePercent,
                        "orchestrator",
                        reason));
        tx.lineage(head.id(), version);
        return head;
    }

    private void deploy(Tx tx, PipelineRow row, Deployed deployed) {
        EventHead moved = moveAlias(tx, row, deployed.version(), deployed.live(), 100);
        EventHead head = moved.next("promoted", 0);
        tx.publish(new Promoted(
                head, row.target(), deployed.version(), deployed.live().isEmpty() ? null : deployed.live()));
        tx.lineage(head.id(), deployed.version());
    }
}

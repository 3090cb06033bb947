package dev.becas.orchestrator.promotion;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.flow.PromotionFlow.RolledBack;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestStopped;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ModelAlias;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.model.ModelRegistry.AliasMove;
import dev.becas.orchestrator.pipeline.PipelineEvent.TakenBack;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineRows;
import dev.becas.orchestrator.pipeline.PipelineState.Testing;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.pipeline.Rounds;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes the version that answers for a target back, in one transaction: the alias, the event, the pipeline. The
/// version before answers from the commit on; no request is left without an answer meanwhile.
public final class Rollback {
    private final ModelRegistry models;
    private final Pipelines pipelines;

    public Rollback(ModelRegistry models, Pipelines pipelines) {
        this.models = models;
        this.pipelines = pipelines;
    }

    /// What goes and what comes back.
    ///
    /// @param version the version that is taken back
    /// @param to the version that answers everything from then on
    public record Way(String target, String version, String to) {}

    /// The way back from what a target's alias says now.
    ///
    /// @throws IllegalStateException when nothing answers, or nothing did before it
    public Way wayBack(String target) {
        ModelAlias alias = models.aliases()
                .find(target)
                .orElseThrow(() -> new IllegalStateException("no version answers for " + target));
        String fallback = alias.fallback();
        if (fallback != null) {
            return new Way(target, alias.version(), fallback);
        }
        return before(target, alias.version())
                .map(to -> new Way(target, alias.version(), to))
                .orElseThrow(() -> new IllegalStateException("nothing answered for " + target + " before "
                        + alias.version() + "; there is nothing to roll back to"));
    }

    /// The older version that answered last before `version` did.
    private Optional<String> before(String target, String version) {
        List<AliasMove> history = models.history(target);
        int number = number(version);
        return history.reversed().stream()
                .map(AliasMove::version)
                .filter(v -> number(v) < number)
                .findFirst();
    }

    private int number(String version) {
        return models.find(version).map(v -> v.number()).orElse(-1);
    }

    /// Takes it back.
    ///
    /// @param head of the event `fine_tuning.rolled_back`
    /// @param reason our own sentence
    /// @param reasonContentId the content with what a person typed, when a person takes it back
    public void take(Tx tx, Way way, EventHead head, String by, String reason, @Nullable String reasonContentId) {
        EventHead moved = new EventHead(Ids.derive(head.id(), "alias", 0), head.id(), EventHead.NO_GUILD, head.at());
        models.moveAlias(tx, new AliasMoved(moved, way.target(), way.to(), null, 100, by, reason, reasonContentId));
        tx.lineage(moved.id(), way.to());
        tx.publish(new RolledBack(head, way.target(), way.version(), way.to(), by, reason, reasonContentId));
        tx.lineage(head.id(), way.version());
        Rounds.takenBack(tx.sql(), way.version(), reason, reasonContentId, head.at());
        Optional<PipelineRow> before = PipelineRows.find(tx.sql(), way.target());
        if (before.isPresent()) {
            stopShadowTest(tx, before.get(), way, head);
            pipelines.advance(tx, way.target(), new TakenBack(way.version(), "rolled back: " + reason), head);
        }
    }

    /// A shadow test against a version that no longer answers says nothing any more.
    private static void stopShadowTest(Tx tx, PipelineRow row, Way way, EventHead head) {
        if (row.state() instanceof Testing testing && testing.live().equals(way.version())) {
            tx.publish(new ShadowTestStopped(
                    new EventHead(Ids.derive(head.id(), "stop-test", 0), head.id(), EventHead.NO_GUILD, head.at()),
                    testing.testId(),
                    way.target(),
                    way.version() + " was rolled back"));
        }
    }
}

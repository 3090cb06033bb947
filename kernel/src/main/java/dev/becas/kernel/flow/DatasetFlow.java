package dev.becas.kernel.flow;

import dev.becas.kernel.dataset.DatasetSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Freezing examples into a dataset. The orchestrator or a command asks, the collector plugin answers.
public sealed interface DatasetFlow extends FlowEvent {

    /// Somebody wants a dataset of what is known at `head().at()`.
    ///
    /// @param name what the files are called after
    /// @param filters by the names of the reference (`category, minTier, since, ...`)
    /// @param parentId the dataset before it
    @Wire("dataset.requested")
    record DatasetRequested(
            EventHead head,
            String name,
            String category,
            Map<String, String> filters,
            long seed,
            @Nullable String parentId)
            implements DatasetFlow {
        public DatasetRequested {
            filters = Map.copyOf(filters);
        }
    }

    /// A dataset is there, immutable.
    @Wire("dataset.frozen")
    record DatasetFrozen(EventHead head, DatasetSummary dataset) implements DatasetFlow {}

    /// An erasure took examples out of a dataset: it has a new revision, and a tombstone that says so.
    ///
    /// @param revision the new one; 1 was the one frozen
    /// @param contentHash of the new revision
    /// @param removed examples that are gone
    /// @param shortened examples that lost a typed reason and stay
    /// @param models versions that were trained on a revision before; the orchestrator trains anew for what answers
    @Wire("dataset.revised")
    record DatasetRevised(
            EventHead head,
            String datasetId,
            String category,
            int revision,
            String contentHash,
            int removed,
            int shortened,
            List<String> models)
            implements DatasetFlow {
        public DatasetRevised {
            models = List.copyOf(models);
        }
    }

    /// No dataset could be made, and why.
    @Wire("dataset.refused")
    record DatasetRefused(EventHead head, String category, String reason) implements DatasetFlow {}
}

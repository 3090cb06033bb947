package dev.becas.kernel.flow;

import dev.becas.kernel.dataset.DatasetSummary;
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

    /// No dataset could be made, and why.
    @Wire("dataset.refused")
    record DatasetRefused(EventHead head, String category, String reason) implements DatasetFlow {}
}

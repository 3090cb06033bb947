package dev.becas.kernel.content;

import java.util.List;
import java.util.Optional;

/// Whoever keeps copies of texts outside the `content` table, and erases them after
/// [dev.becas.kernel.flow.MessageFlow.AuthorErased]. A port: the command that erases asks until the answer is there.
public interface CopyKeeper {
    /// What was erased; empty while it is not done.
    ///
    /// @param erasureId the id of the event
    Optional<CopiesErased> erased(String erasureId);

    /// What became of the copies.
    ///
    /// @param datasets in words, one a dataset that has a new revision
    /// @param models   versions that were trained on what is gone
    /// @param copies   places that Becas does not own and that still hold it
    record CopiesErased(List<String> datasets, List<String> models, List<String> copies) {
        public CopiesErased {
            datasets = List.copyOf(datasets);
            models = List.copyOf(models);
            copies = List.copyOf(copies);
        }
    }
}

package dev.becas.finetuning.dataset;

import java.util.Map;
import java.util.Set;

/// What an erasure wants of every dataset.
///
/// @param removed ids of examples that shall go
/// @param outputs by id, what an example says once the reason that somebody typed is gone
public record Revision(Set<String> removed, Map<String, String> outputs) {
    public Revision {
        removed = Set.copyOf(removed);
        outputs = Map.copyOf(outputs);
    }

    boolean concerns(String id) {
        return removed.contains(id) || outputs.containsKey(id);
    }
}

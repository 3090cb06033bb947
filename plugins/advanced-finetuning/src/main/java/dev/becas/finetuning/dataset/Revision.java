package dev.becas.finetuning.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an erasure wants of every dataset.
///
/// @param removed ids of examples that shall go
/// @param outputs by id, what an example says once the reason that somebody typed is gone
public record Revision(Set<String> removed, Map<String, String> outputs) {
    public Revision {
        removed = Set.copyOf(removed);
        outputs = Map.copyOf(outputs);
    }

    /// Whether it wants anything of this example.
    public boolean concerns(String id) {
        return removed.contains(id) || outputs.containsKey(id);
    }

    /// The line of an example as it shall be; null when it goes.
    public @Nullable String after(String id, String line) throws IOException {
        if (removed.contains(id)) {
            return null;
        }
        String output = outputs.get(id);
        if (output == null) {
            return line;
        }
        ObjectNode json = (ObjectNode) Json.MAPPER.readTree(line);
        return Json.write(json.put("output", output));
    }
}

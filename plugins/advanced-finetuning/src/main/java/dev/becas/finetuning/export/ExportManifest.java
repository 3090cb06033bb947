package dev.becas.finetuning.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.finetuning.dataset.Manifest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an export says of itself, beside its files.
///
/// @param dataset     whose copy it is
/// @param contentHash of the dataset, as it was then
/// @param labels      that the category's answers may have; empty where they are open
/// @param schema      JSON schema of `output`; null where that is a text
/// @param left        examples that have no form in this format, by reason
/// @param files       in order, those to learn from before those held out
public record ExportManifest(
        String dataset,
        String contentHash,
        String name,
        String category,
        String format,
        List<String> labels,
        @Nullable JsonNode schema,
        Map<String, Integer> left,
        List<Manifest.FileRecord> files) {
    public ExportManifest {
        labels = List.copyOf(labels);
        left = java.util.Collections.unmodifiableMap(new TreeMap<>(left));
        files = List.copyOf(files);
    }

    /// How many examples were written.
    public int lines() {
        return files.stream().mapToInt(Manifest.FileRecord::lines).sum();
    }
}

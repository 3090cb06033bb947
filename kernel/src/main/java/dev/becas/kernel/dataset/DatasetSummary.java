package dev.becas.kernel.dataset;

import java.nio.file.Path;
import java.util.Map;

/// A frozen dataset as the rest of the system sees it; the manifest beside its files holds the whole.
///
/// @param datasetId derived from the content, so the same content is the same dataset
/// @param name what the files are called after
/// @param category the category it trains
/// @param directory holds `manifest.json`, `train.jsonl`, `eval.jsonl`
/// @param contentHash SHA-256 over the examples sorted by id, no wall time in it
/// @param trainCount examples to learn from
/// @param evalCount examples held out: newer, and no near duplicate of a training example
/// @param byTier counts by `gold`, `silver`, `bronze`
/// @param byLabel counts by label
/// @param byLabelSource counts by label source
/// @param byProvenance counts by provenance
/// @param averageScoreBp mean score in basis points
/// @param straddlingClusters near-duplicate clusters with a foot in both parts; always 0, proven at freeze
public record DatasetSummary(
        String datasetId,
        String name,
        String category,
        Path directory,
        String contentHash,
        int trainCount,
        int evalCount,
        Map<String, Integer> byTier,
        Map<String, Integer> byLabel,
        Map<String, Integer> byLabelSource,
        Map<String, Integer> byProvenance,
        int averageScoreBp,
        int straddlingClusters) {
    public DatasetSummary {
        byTier = Map.copyOf(byTier);
        byLabel = Map.copyOf(byLabel);
        byLabelSource = Map.copyOf(byLabelSource);
        byProvenance = Map.copyOf(byProvenance);
    }
}

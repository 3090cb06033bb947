package dev.becas.kernel.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A version in the registry: immutable, with where it comes from.
///
/// @param name `becas-{family}-{category|all}[-{guild}]-v{n}`
/// @param target the name without its version
/// @param number n
/// @param semantic patch = same data refreshed, minor = new data or settings, major = new base model
/// @param runtime the [ModelRuntime] that serves it
/// @param artifact the model's file
/// @param digest SHA-256 of the file
/// @param base what it was trained from
/// @param datasetId what it learned from; empty for the stock base
/// @param parent the version that was live when it was made
/// @param metrics held-out evaluation
public record ModelVersion(
        String name,
        String target,
        String category,
        int number,
        String semantic,
        String runtime,
        Path artifact,
        String digest,
        String base,
        String datasetId,
        @Nullable String parent,
        Map<String, String> settings,
        long seed,
        Map<String, Double> metrics,
        String causeId,
        Instant createdAt) {
    public ModelVersion {
        settings = Map.copyOf(settings);
        metrics = Map.copyOf(metrics);
    }

    /// The target of a family and category: `becas-qwen-scam_detection`.
    public static String target(String family, String category) {
        return "becas-" + family + "-" + category;
    }
}

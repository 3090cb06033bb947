package dev.becas.kernel.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job for a trainer.
///
/// @param jobId names the job; the same id asked twice is one job
/// @param trainer the name of the [Trainer] that shall do it
/// @param target whose model this becomes
/// @param category what it learns
/// @param labels the closed label set, in order
/// @param datasetId what it learns from
/// @param datasetDirectory with `train.jsonl` and `eval.jsonl`
/// @param baseVersion the version it starts from or is compared to
/// @param settings by the names of the reference; unknown names are refused by the trainer
/// @param seed of everything random in it
public record TrainingRequest(
        String jobId,
        String trainer,
        String target,
        String category,
        List<String> labels,
        String datasetId,
        Path datasetDirectory,
        @Nullable String baseVersion,
        Map<String, String> settings,
        long seed) {
    public TrainingRequest {
        labels = List.copyOf(labels);
        settings = Map.copyOf(settings);
    }
}

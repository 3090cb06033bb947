package dev.becas.orchestrator.follow;

import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.model.ModelAlias;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.orchestrator.pipeline.PipelineEvent.Trained;
import java.util.List;

/// Makes versions of what trainers made.
public final class Candidates {
    private final ModelRegistry models;

    public Candidates(ModelRegistry models) {
        this.models = models;
    }

    /// The candidate as it will stand in the registry if the gold evaluation lets it pass.
    Trained trained(FineTuningCompleted done) {
        TrainingRequest request = done.request();
        String live = live(request.target());
        int number = models.nextNumber(request.target());
        ModelVersion candidate = new ModelVersion(
                request.target() + "-v" + number,
                request.target(),
                request.category(),
                number,
                semantic(request, done.result().runtime()),
                done.result().runtime(),
                done.result().artifact(),
                done.result().digest(),
                request.baseVersion() == null ? "" : request.baseVersion(),
                request.datasetId(),
                live.isEmpty() ? null : live,
                request.settings(),
                request.seed(),
                done.result().metrics(),
                done.head().id(),
                done.head().at());
        return new Trained(
                request.jobId(), candidate, live, request.trainer() + " made a model of " + request.datasetId());
    }

    /// The version that answers everything, or the rest while another goes out; empty when none does.
    private String live(String target) {
        return models.aliases().find(target).map(Candidates::settled).orElse("");
    }

    private static String settled(ModelAlias alias) {
        String fallback = alias.fallback();
        return alias.sharePercent() == 100 || fallback == null ? alias.version() : fallback;
    }

    /// Patch for the same data again, minor for new data or settings, major for another runtime.
    private String semantic(TrainingRequest request, String runtime) {
        List<ModelVersion> versions = models.versions(request.target());
        if (versions.isEmpty()) {
            return "1.0.0";
        }
        ModelVersion last = versions.getLast();
        String[] parts = last.semantic().split("\\.");
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        int patch = Integer.parseInt(parts[2]);
        if (!last.runtime().equals(runtime)) {
            return (major + 1) + ".0.0";
        }
        boolean same =
                last.datasetId().equals(request.datasetId()) && last.settings().equals(request.settings());
        return same ? major + "." + minor + "." + (patch + 1) : major + "." + (minor + 1) + ".0";
    }
}

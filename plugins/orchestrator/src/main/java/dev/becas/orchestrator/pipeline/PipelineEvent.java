package dev.becas.orchestrator.pipeline;

import dev.becas.kernel.model.ComparisonReport;
import dev.becas.kernel.model.ModelVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What can happen to a pipeline. Each says in a sentence why; that sentence goes into `pipeline.stage_changed`.
public sealed interface PipelineEvent {
    String why();

    /// A trigger holds.
    record Due(String trigger, String why) implements PipelineEvent {}

    /// The round goes ahead.
    record Begun(String requestId, String jobId, String why) implements PipelineEvent {}

    record DatasetReady(String requestId, String datasetId, String directory, String why) implements PipelineEvent {}

    record DatasetMissing(String requestId, String why) implements PipelineEvent {}

    record Trained(String jobId, ModelVersion candidate, String live, String why) implements PipelineEvent {}

    record TrainingEnded(String jobId, String why) implements PipelineEvent {}

    record GoldJudged(boolean passed, String testId, String why) implements PipelineEvent {}

    record TestReported(String testId, ComparisonReport report, String why) implements PipelineEvent {}

    record TestStopped(String testId, String why) implements PipelineEvent {}

    /// The report met the floors of the configuration, or did not.
    record Weighed(boolean promote, int approvalsWanted, String why) implements PipelineEvent {}

    /// A person, or `autoPromote`, answered.
    ///
    /// @param reasonContentId the content with what the person typed
    record Answered(
            String version,
            boolean approved,
            String approver,
            Instant at,
            String why,
            @Nullable String reasonContentId) implements PipelineEvent {}

    /// A roll-out stage has lasted long enough without harm.
    ///
    /// @param sharePercent the share that held
    record ShareHeld(int sharePercent, Instant at, String why) implements PipelineEvent {}

    /// A deployed version was watched long enough.
    record WatchEnded(String why) implements PipelineEvent {}

    /// A version was rolled back.
    record TakenBack(String version, String why) implements PipelineEvent {}

    /// A person puts a registered version forward.
    record PutForward(String version, String live, String testId, int approvalsWanted, String why)
            implements PipelineEvent {}

    /// An operator deploys a registered version at once.
    ///
    /// @param reasonContentId the content with what the operator typed
    record Forced(String version, String live, Instant at, String why, String reasonContentId)
            implements PipelineEvent {}

    /// A failed round shall be tried again.
    record Retried(String why) implements PipelineEvent {}

    /// What follows a state cannot be done.
    record Broken(String why) implements PipelineEvent {}
}

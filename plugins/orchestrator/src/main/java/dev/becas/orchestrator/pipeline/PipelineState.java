package dev.becas.orchestrator.pipeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.becas.kernel.model.ModelVersion;
import java.time.Instant;
import java.util.List;

/// Where a pipeline stands, with all it needs to go on from there after a restart.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "collecting", value = PipelineState.Collecting.class),
    @JsonSubTypes.Type(name = "ready", value = PipelineState.Ready.class),
    @JsonSubTypes.Type(name = "freezing", value = PipelineState.Freezing.class),
    @JsonSubTypes.Type(name = "fitting", value = PipelineState.Fitting.class),
    @JsonSubTypes.Type(name = "gold", value = PipelineState.GoldEvaluating.class),
    @JsonSubTypes.Type(name = "testing", value = PipelineState.Testing.class),
    @JsonSubTypes.Type(name = "evaluating", value = PipelineState.Evaluating.class),
    @JsonSubTypes.Type(name = "approval", value = PipelineState.AwaitingApproval.class),
    @JsonSubTypes.Type(name = "rollout", value = PipelineState.RollingOut.class),
    @JsonSubTypes.Type(name = "deployed", value = PipelineState.Deployed.class),
    @JsonSubTypes.Type(name = "failed", value = PipelineState.Failed.class)
})
public sealed interface PipelineState {
    /// Examples come in; the last round, if there was one, is over.
    ///
    /// @param note how the last round ended; empty before the first
    record Collecting(String note) implements PipelineState {}

    /// A round may begin.
    ///
    /// @param trigger `hourly`, `weekly`, `refresh`, `erasure`, `command`, `retry`
    record Ready(String trigger) implements PipelineState {}

    /// A dataset is asked for.
    ///
    /// @param requestId the id of the request's event
    record Freezing(String requestId, String jobId) implements PipelineState {}

    /// A model is trained.
    record Fitting(String jobId, String datasetId, String directory) implements PipelineState {}

    /// The candidate and the live version answer the gold set.
    ///
    /// @param candidate as it will stand in the registry
    /// @param live the version that answers now
    record GoldEvaluating(ModelVersion candidate, String live) implements PipelineState {}

    /// The candidate answers in the shadow.
    record Testing(String version, String live, String testId) implements PipelineState {}

    /// The report is there and is weighed.
    ///
    /// @param recommendation the report's
    /// @param tests pairs
    /// @param winRate the candidate's share of labelled disagreements; NaN when the report has none
    record Evaluating(
            String version, String live, String testId, String recommendation, int tests, double winRate, String why)
            implements PipelineState {}

    /// People are asked.
    ///
    /// @param approvers who approved so far, each once
    record AwaitingApproval(String version, String live, String testId, int wanted, List<String> approvers)
            implements PipelineState {
        public AwaitingApproval {
            approvers = List.copyOf(approvers);
        }
    }

    /// A share of the requests goes to the candidate.
    ///
    /// @param began when the first share went to it
    /// @param since when this share went to it
    record RollingOut(String version, String live, String testId, int sharePercent, Instant began, Instant since)
            implements PipelineState {}

    /// The version answers everything and is still watched.
    ///
    /// @param live the version before, to which a roll-back leads
    record Deployed(String version, String live, Instant began, Instant since) implements PipelineState {}

    /// The round ended without a model.
    ///
    /// @param during the stage it failed in
    record Failed(String during, String cause) implements PipelineState {}

    /// The stage this state belongs to.
    default Stage stage() {
        return switch (this) {
            case Collecting c -> Stage.COLLECTING;
            case Ready r -> Stage.READY_FOR_TRAINING;
            case Freezing f -> Stage.TRAINING;
            case Fitting f -> Stage.TRAINING;
            case GoldEvaluating g -> Stage.TRAINING;
            case Testing t -> Stage.TESTING;
            case Evaluating e -> Stage.EVALUATING;
            case AwaitingApproval a -> Stage.PROMOTING;
            case RollingOut r -> Stage.PROMOTING;
            case Deployed d -> Stage.DEPLOYED;
            case Failed f -> Stage.FAILED;
        };
    }

    /// Whether something follows by itself; the other states wait for an event from outside.
    default boolean asksForSomething() {
        return !(this instanceof Collecting) && !(this instanceof Failed);
    }
}

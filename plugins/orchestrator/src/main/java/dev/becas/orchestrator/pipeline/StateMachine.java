package dev.becas.orchestrator.pipeline;

import dev.becas.kernel.model.ComparisonReport;
import dev.becas.kernel.model.ComparisonReport.WinRate;
import dev.becas.orchestrator.pipeline.PipelineEvent.Answered;
import dev.becas.orchestrator.pipeline.PipelineEvent.Begun;
import dev.becas.orchestrator.pipeline.PipelineEvent.Broken;
import dev.becas.orchestrator.pipeline.PipelineEvent.DatasetMissing;
import dev.becas.orchestrator.pipeline.PipelineEvent.DatasetReady;
import dev.becas.orchestrator.pipeline.PipelineEvent.Due;
import dev.becas.orchestrator.pipeline.PipelineEvent.Forced;
import dev.becas.orchestrator.pipeline.PipelineEvent.GoldJudged;
import dev.becas.orchestrator.pipeline.PipelineEvent.PutForward;
import dev.becas.orchestrator.pipeline.PipelineEvent.Retried;
import dev.becas.orchestrator.pipeline.PipelineEvent.ShareHeld;
import dev.becas.orchestrator.pipeline.PipelineEvent.TakenBack;
import dev.becas.orchestrator.pipeline.PipelineEvent.TestReported;
import dev.becas.orchestrator.pipeline.PipelineEvent.TestStopped;
import dev.becas.orchestrator.pipeline.PipelineEvent.Trained;
import dev.becas.orchestrator.pipeline.PipelineEvent.TrainingEnded;
import dev.becas.orchestrator.pipeline.PipelineEvent.WatchEnded;
import dev.becas.orchestrator.pipeline.PipelineEvent.Weighed;
import dev.becas.orchestrator.pipeline.PipelineState.AwaitingApproval;
import dev.becas.orchestrator.pipeline.PipelineState.Collecting;
import dev.becas.orchestrator.pipeline.PipelineState.Deployed;
import dev.becas.orchestrator.pipeline.PipelineState.Evaluating;
import dev.becas.orchestrator.pipeline.PipelineState.Failed;
import dev.becas.orchestrator.pipeline.PipelineState.Fitting;
import dev.becas.orchestrator.pipeline.PipelineState.Freezing;
import dev.becas.orchestrator.pipeline.PipelineState.GoldEvaluating;
import dev.becas.orchestrator.pipeline.PipelineState.Ready;
import dev.becas.orchestrator.pipeline.PipelineState.RollingOut;
import dev.becas.orchestrator.pipeline.PipelineState.Testing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What comes after what. Pure: the same state and event give the same next state, and nothing else happens. An event
/// that does not concern a state (an answer that comes late, a job of another round) changes nothing.
public final class StateMachine {
    private static final int ALL = 100;

    private final List<Integer> shares;

    /// @param shares of requests in percent, rising to 100
    public StateMachine(List<Integer> shares) {
        this.shares = List.copyOf(shares);
    }

    /// The state after `event`; empty when it changes nothing.
    public Optional<PipelineState> next(PipelineState state, PipelineEvent event) {
        return switch (state) {
            case Collecting collecting -> outsideARound(event);
            case Ready ready -> fromReady(event);
            case Freezing freezing -> fromFreezing(freezing, event);
            case Fitting fitting -> fromFitting(fitting, event);
            case GoldEvaluating gold -> fromGold(gold, event);
            case Testing testing -> fromTesting(testing, event);
            case Evaluating evaluating -> fromEvaluating(evaluating, event);
            case AwaitingApproval waiting -> fromApproval(waiting, event);
            case RollingOut rollingOut -> fromRollOut(rollingOut, event);
            case Deployed deployed -> fromDeployed(deployed, event);
            case Failed failed -> event instanceof Retried ? Optional.of(new Ready("retry")) : outsideARound(event);
        };
    }

    private static Optional<PipelineState> outsideARound(PipelineEvent event) {
        return switch (event) {
            case Due due -> Optional.of(new Ready(due.trigger()));
            case PutForward put ->
                Optional.of(new AwaitingApproval(
                        put.version(), put.live(), put.testId(), put.approvalsWanted(), List.of()));
            case Forced forced -> Optional.of(deployed(forced));
            default -> Optional.empty();
        };
    }

    private static Optional<PipelineState> fromReady(PipelineEvent event) {
        return switch (event) {
            case Begun begun -> Optional.of(new Freezing(begun.requestId(), begun.jobId()));
            case Due due when due.trigger().equals("command") -> Optional.of(new Ready("command"));
            case Broken broken -> Optional.of(new Failed(Stage.READY_FOR_TRAINING.wireName(), broken.why()));
            default -> Optional.empty();
        };
    }

    private static Optional<PipelineState> fromFreezing(Freezing state, PipelineEvent event) {
        return switch (event) {
            case DatasetReady ready
            when ready.requestId().equals(state.requestId()) ->
                Optional.of(new Fitting(state.jobId(), ready.datasetId(), ready.directory()));
            case DatasetMissing missing when missing.requestId().equals(state.requestId()) -> failed(missing.why());
            case Broken broken -> failed(broken.why());
            default -> Optional.empty();
        };
    }

    private static Optional<PipelineState> fromFitting(Fitting state, PipelineEvent event) {
        return switch (event) {
            case Trained trained
            when trained.jobId().equals(state.jobId()) ->
                Optional.of(new GoldEvaluating(trained.candidate(), trained.live()));
            case TrainingEnded ended when ended.jobId().equals(state.jobId()) -> failed(ended.why());
            case Broken broken -> failed(broken.why());
            default -> Optional.empty();
        };
    }

    private static Optional<PipelineState> fromGold(GoldEvaluating state, PipelineEvent event) {
        return switch (event) {
            case GoldJudged judged
            when judged.passed() -> Optional.of(new Testing(state.candidate().name(), state.live(), judged.testId()));
            case GoldJudged judged -> Optional.of(new Collecting(judged.why()));
            case TakenBack back when back.version().equals(state.live()) -> Optional.of(new Collecting(back.why()));
            case Broken broken -> failed(broken.why());
            default -> Optional.empty();
        };
    }

    private static Optional<PipelineState> fromTesting(Testing state, PipelineEvent event) {
        return switch (event) {
            case TestReported reported
            when reported.testId().equals(state.testId()) ->
                Optional.of(evaluating(state, reported.report(), reported.why()));
            case TestStopped stopped
            when stopped.testId().equals(state.testId()) -> Optional.of(new Collecting(stopped.why()));
            case TakenBack back when back.version().equals(state.live()) -> Optional.of(new Collecting(back.why()));
            case Broken broken -> Optional.of(new Failed(Stage.TESTING.wireName(), broken.why()));
            default -> Optional.empty();
        };
    }

    private static Optional<PipelineState> fromEvaluating(Evaluating state, PipelineEvent event) {
        return switch (event) {
            case Weighed weighed
            when weighed.promote() ->
                Optional.of(new AwaitingApproval(
                        state.version(), state.live(), state.testId(), weighed.approvalsWanted(), List.of()));
            case Weighed weighed -> Optional.of(new Collecting(weighed.why()));
            case TakenBack back when back.version().equals(state.live()) -> Optional.of(new Collecting(back.why()));
            case Broken broken -> Optional.of(new Failed(Stage.EVALUATING.wireName(), broken.why()));
            default -> Optional.empty();
        };
    }

    private Optional<PipelineState> fromApproval(AwaitingApproval state, PipelineEvent event) {
        return switch (event) {
            case Answered answered when answered.version().equals(state.version()) -> answered(state, answered);
            case TakenBack back when back.version().equals(state.live()) -> Optional.of(new Collecting(back.why()));
            case Forced forced -> Optional.of(deployed(forced));
            case Broken broken -> Optional.of(new Failed(Stage.PROMOTING.wireName(), broken.why()));
            default -> Optional.empty();
        };
    }

    private Optional<PipelineState> answered(AwaitingApproval state, Answered answered) {
        if (!answered.approved()) {
            return Optional.of(new Collecting(answered.why()));
        }
        if (state.approvers().contains(answered.approver())) {
            return Optional.empty();
        }
        List<String> approvers = new ArrayList<>(state.approvers());
        approvers.add(answered.approver());
        if (approvers.size() < state.wanted()) {
            return Optional.of(
                    new AwaitingApproval(state.version(), state.live(), state.testId(), state.wanted(), approvers));
        }
        return Optional.of(
                share(state.version(), state.live(), state.testId(), shares.getFirst(), answered.at(), answered.at()));
    }

    private Optional<PipelineState> fromRollOut(RollingOut state, PipelineEvent event) {
        return switch (event) {
            case ShareHeld held
            when held.sharePercent() == state.sharePercent() ->
                Optional.of(share(
                        state.version(),
                        state.live(),
                        state.testId(),
                        after(state.sharePercent()),
                        state.began(),
                        held.at()));
            case TakenBack back when back.version().equals(state.version()) -> Optional.of(new Collecting(back.why()));
            case Forced forced when forced.version().equals(state.version()) -> Optional.of(deployed(forced));
            case Broken broken -> Optional.of(new Failed(Stage.PROMOTING.wireName(), broken.why()));
            default -> Optional.empty();
        };
    }

    private static Optional<PipelineState> fromDeployed(Deployed state, PipelineEvent event) {
        return switch (event) {
            case WatchEnded ended -> Optional.of(new Collecting(ended.why()));
            case Due due when due.trigger().equals("command") -> Optional.of(new Ready(due.trigger()));
            case TakenBack back when back.version().equals(state.version()) -> Optional.of(new Collecting(back.why()));
            case PutForward put -> outsideARound(put);
            case Forced forced -> Optional.of(deployed(forced));
            default -> Optional.empty();
        };
    }

    private int after(int share) {
        return shares.stream().filter(s -> s > share).findFirst().orElse(ALL);
    }

    private static PipelineState share(
            String version, String live, String testId, int share, Instant began, Instant at) {
        return share == ALL
                ? new Deployed(version, live, began, at)
                : new RollingOut(version, live, testId, share, began, at);
    }

    private static Deployed deployed(Forced forced) {
        return new Deployed(forced.version(), forced.live(), forced.at(), forced.at());
    }

    private static Optional<PipelineState> failed(String cause) {
        return Optional.of(new Failed(Stage.TRAINING.wireName(), cause));
    }

    private static Evaluating evaluating(Testing state, ComparisonReport report, String why) {
        WinRate all = report.winRateByTask().get("all");
        double rate = all == null ? Double.NaN : all.rate();
        return new Evaluating(
                state.version(), state.live(), state.testId(), report.recommendation(), report.tests(), rate, why);
    }
}

package dev.becas.orchestrator.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ComparisonReport;
import dev.becas.kernel.model.ComparisonReport.WinRate;
import dev.becas.kernel.model.ModelVersion;
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
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateMachineTest {
    private static final Instant T = Instant.parse("2026-01-05T08:00:00Z");
    private static final Instant LATER = T.plusSeconds(86_400);
    private static final ModelVersion CANDIDATE = new ModelVersion(
            "t-v1",
            "t",
            "scam_detection",
            1,
            "0.1.0",
            "linear",
            Path.of("models/t-r1"),
            "d",
            "",
            "ds",
            "t-v0",
            Map.of(),
            1,
            Map.of(),
            "cause",
            T);
    private static final ComparisonReport REPORT = new ComparisonReport(
            "t-v0",
            "t-v1",
            "scam_detection",
            300,
            60,
            80,
            Map.of("all", new WinRate(0.75, 0.6, 0.9, 60)),
            0,
            0,
            0,
            1,
            "B",
            1,
            "promote_B",
            List.of("why"),
            List.of());

    private static final Collecting COLLECTING = new Collecting("");
    private static final Ready READY = new Ready("hourly");
    private static final Freezing FREEZING = new Freezing("ask", "job");
    private static final Fitting FITTING = new Fitting("job", "ds", "datasets/ds");
    private static final GoldEvaluating GOLD = new GoldEvaluating(CANDIDATE, "t-v0");
    private static final Testing TESTING = new Testing("t-v1", "t-v0", "test");
    private static final Evaluating EVALUATING = new Evaluating("t-v1", "t-v0", "test", "promote_B", 300, 0.75, "why");
    private static final AwaitingApproval WAITING = new AwaitingApproval("t-v1", "t-v0", "test", 2, List.of());
    private static final AwaitingApproval WAITING_FOR_ONE =
            new AwaitingApproval("t-v1", "t-v0", "test", 2, List.of("ada"));
    private static final RollingOut FIRST = new RollingOut("t-v1", "t-v0", "test", 1, T, T);
    private static final RollingOut HALF = new RollingOut("t-v1", "t-v0", "test", 50, T, T);
    private static final Deployed DEPLOYED = new Deployed("t-v1", "t-v0", T, LATER);
    private static final Failed FAILED = new Failed("training", "why");
    private static final List<PipelineState> STATES = List.of(
            COLLECTING,
            READY,
            FREEZING,
            FITTING,
            GOLD,
            TESTING,
            EVALUATING,
            WAITING,
            WAITING_FOR_ONE,
            FIRST,
            HALF,
            DEPLOYED,
            FAILED);

    private final StateMachine machine = new StateMachine(List.of(1, 5, 25, 50, 100));

    static Stream<Transition> transitions() {
        return Stream.of(
                row(COLLECTING, new Due("weekly", "why"), new Ready("weekly")),
                row(COLLECTING, new PutForward("t-v1", "t-v0", "test", 2, "why"), WAITING),
                row(COLLECTING, new Forced("t-v1", "t-v0", T, "why", "content"), new Deployed("t-v1", "t-v0", T, T)),
                row(READY, new Begun("ask", "job", "why"), FREEZING),
                row(READY, new Due("command", "why"), new Ready("command")),
                row(READY, new Broken("why"), new Failed("ready_for_training", "why")),
                row(FREEZING, new DatasetReady("ask", "ds", "datasets/ds", "why"), FITTING),
                row(FREEZING, new DatasetMissing("ask", "why"), FAILED),
                row(FREEZING, new Broken("why"), FAILED),
                row(FITTING, new Trained("job", CANDIDATE, "t-v0", "why"), GOLD),
                row(FITTING, new TrainingEnded("job", "why"), FAILED),
                row(FITTING, new Broken("why"), FAILED),
                row(GOLD, new GoldJudged(true, "test", "why"), TESTING),
                row(GOLD, new GoldJudged(false, "test", "why"), new Collecting("why")),
                row(GOLD, new TakenBack("t-v0", "why"), new Collecting("why")),
                row(GOLD, new Broken("why"), FAILED),
                row(TESTING, new TestReported("test", REPORT, "why"), EVALUATING),
                row(TESTING, new TestStopped("test", "why"), new Collecting("why")),
                row(TESTING, new TakenBack("t-v0", "why"), new Collecting("why")),
                row(TESTING, new Broken("why"), new Failed("testing", "why")),
                row(EVALUATING, new Weighed(true, 2, "why"), WAITING),
                row(EVALUATING, new Weighed(false, 2, "why"), new Collecting("why")),
                row(EVALUATING, new TakenBack("t-v0", "why"), new Collecting("why")),
                row(EVALUATING, new Broken("why"), new Failed("evaluating", "why")),
                row(WAITING, new Answered("t-v1", true, "ada", T, "why", null), WAITING_FOR_ONE),
                row(WAITING, new Answered("t-v1", false, "ada", T, "why", null), new Collecting("why")),
                row(WAITING, new Forced("t-v1", "t-v0", T, "why", "content"), new Deployed("t-v1", "t-v0", T, T)),
                row(WAITING, new TakenBack("t-v0", "why"), new Collecting("why")),
                row(WAITING, new Broken("why"), new Failed("promoting", "why")),
                row(WAITING_FOR_ONE, new Answered("t-v1", true, "grace", T, "why", null), FIRST),
                row(FIRST, new ShareHeld(1, LATER, "why"), new RollingOut("t-v1", "t-v0", "test", 5, T, LATER)),
                row(FIRST, new TakenBack("t-v1", "why"), new Collecting("why")),
                row(FIRST, new Forced("t-v1", "t-v0", T, "why", "content"), new Deployed("t-v1", "t-v0", T, T)),
                row(FIRST, new Broken("why"), new Failed("promoting", "why")),
                row(HALF, new ShareHeld(50, LATER, "why"), DEPLOYED),
                row(DEPLOYED, new WatchEnded("why"), new Collecting("why")),
                row(DEPLOYED, new Due("command", "why"), new Ready("command")),
                row(DEPLOYED, new TakenBack("t-v1", "why"), new Collecting("why")),
                row(DEPLOYED, new PutForward("t-v1", "t-v0", "test", 2, "why"), WAITING),
                row(FAILED, new Retried("why"), new Ready("retry")),
                row(FAILED, new Due("weekly", "why"), new Ready("weekly")));
    }

    /// A line of the table.
    ///
    /// @param to null when the event changes nothing
    record Transition(
            PipelineState from,
            PipelineEvent event,
            @Nullable PipelineState to) {}

    private static Transition row(PipelineState from, PipelineEvent event, PipelineState to) {
        return new Transition(from, event, to);
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void goesOn(Transition line) {
        assertEquals(Optional.ofNullable(line.to()), machine.next(line.from(), line.event()));
    }

    static Stream<Transition> strangers() {
        return Stream.of(
                new Transition(FREEZING, new DatasetReady("another", "ds", "datasets/ds", "why"), null),
                new Transition(FREEZING, new DatasetMissing("another", "why"), null),
                new Transition(FITTING, new Trained("another", CANDIDATE, "t-v0", "why"), null),
                new Transition(FITTING, new TrainingEnded("another", "why"), null),
                new Transition(TESTING, new TestReported("another", REPORT, "why"), null),
                new Transition(TESTING, new TestStopped("another", "why"), null),
                new Transition(WAITING, new Answered("t-v2", true, "ada", T, "why", null), null),
                new Transition(WAITING_FOR_ONE, new Answered("t-v1", true, "ada", T, "why", null), null),
                new Transition(FIRST, new ShareHeld(5, LATER, "why"), null),
                new Transition(FIRST, new TakenBack("t-v9", "why"), null),
                new Transition(FIRST, new Forced("t-v9", "t-v0", T, "why", "content"), null),
                new Transition(DEPLOYED, new Due("hourly", "why"), null),
                new Transition(COLLECTING, new Retried("why"), null));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void ignoresWhatConcernsAnotherRoundOrComesTwice(Transition line) {
        assertEquals(Optional.empty(), machine.next(line.from(), line.event()));
    }

    @Test
    void changesNothingForEveryPairThatIsNotInTheTable() {
        List<PipelineEvent> events =
                transitions().map(Transition::event).distinct().toList();
        long changed = STATES.stream()
                .mapToLong(state -> events.stream()
                        .filter(event -> machine.next(state, event).isPresent())
                        .count())
                .sum();
        List<Transition> table = transitions().toList();
        long alsoOfTheSameKind = STATES.stream()
                .mapToLong(state -> events.stream()
                        .filter(event -> machine.next(state, event).isPresent())
                        .filter(event -> table.stream()
                                .noneMatch(row -> row.from().getClass() == state.getClass()
                                        && row.event().getClass() == event.getClass()))
                        .count())
                .sum();
        assertEquals(
                3,
                alsoOfTheSameKind,
                "only Forced from Deployed and PutForward or Forced from Failed go beyond the table");
        assertEquals(true, changed > table.size());
    }

    @Test
    void everyStateSurvivesTheStore() {
        for (PipelineState state : STATES) {
            assertEquals(state, Json.read(Json.write(state), PipelineState.class));
        }
    }

    @Test
    void everyStageIsReached() {
        assertEquals(
                List.of(Stage.values()),
                STATES.stream().map(PipelineState::stage).distinct().toList());
    }
}

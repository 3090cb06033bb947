package dev.becas.abtesting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.abtesting.PlayedRuntime.Skill;
import dev.becas.kernel.flow.ShadowFlow.AbTestCompleted;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ComparisonReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way through the plugin with candidates of which we know what they are worth.
class ControlsTest {

    private static final Skill LIVE = new Skill(0.60, 0.20, "live");
    private static final UnaryOperator<String> TRUTH = PlayedRuntime::truth;
    private static final int MESSAGES = 1_200;

    @TempDir
    Path folder;

    @Test
    void promotesAModelThatIsReallyBetter() throws Exception {
        ComparisonReport report =
                run(new Skill(0.90, 0.05, "candidate"), TRUTH).orElseThrow().report();
        assertEquals("promote_B", report.recommendation());
        assertEquals("B", report.overallWinner());
        assertTrue(report.tests() >= 100 && report.tests() < 600, report.toString());
        assertTrue(report.confidence() > 0.99);
        assertTrue(report.accuracyDelta() > 0.1);
        assertTrue(report.guardrails().stream().allMatch(ComparisonReport.Guardrail::ok));
        assertEquals(
                "Promote B: every gate holds after " + report.tests() + " pairs.",
                report.reasoning().getFirst());
    }

    @Test
    void keepsTheLiveModelAgainstOneThatNeverFlags() throws Exception {
        keeps(new Skill(0, 0, "never"), TRUTH);
    }

    @Test
    void keepsTheLiveModelAgainstOneThatAlwaysFlags() throws Exception {
        keeps(new Skill(1, 1, "always"), TRUTH);
    }

    @Test
    void keepsTheLiveModelAgainstOneThatGuesses() throws Exception {
        keeps(new Skill(0.5, 0.5, "guess"), TRUTH);
    }

    @Test
    void callsAnExactCopyNoDifference() throws Exception {
        AbTestCompleted completed = run(LIVE, TRUTH).orElseThrow();
        assertEquals("keep_A", completed.report().recommendation());
        assertEquals("tie", completed.report().overallWinner());
        assertEquals(0, completed.report().disagreements());
        assertTrue(completed.report().reasoning().getFirst().contains("no difference, 1000 pairs"));
    }

    @Test
    void doesNotPromoteTheBetterModelWhenLabelsAreShuffled() throws Exception {
        UnaryOperator<String> shuffled =
                text -> Ids.bucket("shuffle/" + text, 3) == 0 ? PlayedRuntime.BAD : PlayedRuntime.GOOD;
        Optional<AbTestCompleted> completed = run(new Skill(0.90, 0.05, "candidate"), shuffled);
        completed.ifPresent(end -> assertNotEquals("promote_B", end.report().recommendation()));
    }

    @Test
    void decidesTheSameWhenTheClockTicksMoreOften() throws Exception {
        Skill candidate = new Skill(0.90, 0.05, "candidate");
        ComparisonReport seldom = run(candidate, TRUTH).orElseThrow().report();
        try (Stage stage = new Stage(folder.resolve("often"), Stage.ALL_DRAWN, LIVE, candidate)) {
            stage.begin();
            for (int i = 0; i < MESSAGES && stage.completed().isEmpty(); i += 100) {
                for (int part = 0; part < 10; part++) {
                    stage.send(10);
                    stage.label(TRUTH);
                    stage.test.publish(dev.becas.kernel.flow.ClockTicked.at(
                            stage.test.now().plusSeconds(part + 1)));
                }
                stage.test.tick(Stage.TICK);
            }
            ComparisonReport often = stage.completed().orElseThrow().report();
            assertEquals(seldom.tests(), often.tests());
            assertEquals(seldom.reasoning(), often.reasoning());
        }
    }

    private void keeps(Skill candidate, UnaryOperator<String> says) throws Exception {
        ComparisonReport report = run(candidate, says).orElseThrow().report();
        assertEquals("keep_A", report.recommendation(), report.toString());
        assertEquals("A", report.overallWinner());
    }

    private Optional<AbTestCompleted> run(Skill candidate, UnaryOperator<String> says) throws Exception {
        try (Stage stage = new Stage(folder.resolve("control"), Stage.ALL_DRAWN, LIVE, candidate)) {
            return stage.run(MESSAGES, says);
        }
    }
}

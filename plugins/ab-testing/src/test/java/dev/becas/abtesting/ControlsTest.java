package dev.becas.abtesting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.abtesting.PlayedRuntime.Skill;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.flow.ShadowFlow.AbTestCompleted;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ComparisonReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole way through the plugin with candidates of which we know what they are worth, in either category.
@ParameterizedClass
@ValueSource(strings = {Categories.SCAM, Categories.VIOLATION})
class ControlsTest {

    private static final Skill LIVE = new Skill(0.60, 0.20, "live");
    private static final int MESSAGES = 1_200;

    @Parameter
    String category = "";

    @TempDir
    Path folder;

    @Test
    void promotesAModelThatIsReallyBetter() throws Exception {
        ComparisonReport report = run(new Skill(0.90, 0.05, "candidate"), PlayedRuntime::isBad)
                .orElseThrow()
                .report();
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
        keeps(new Skill(0, 0, "never"), PlayedRuntime::isBad);
    }

    @Test
    void keepsTheLiveModelAgainstOneThatAlwaysFlags() throws Exception {
        keeps(new Skill(1, 1, "always"), PlayedRuntime::isBad);
    }

    @Test
    void keepsTheLiveModelAgainstOneThatGuesses() throws Exception {
        keeps(new Skill(0.5, 0.5, "guess"), PlayedRuntime::isBad);
    }

    @Test
    void callsAnExactCopyNoDifference() throws Exception {
        AbTestCompleted completed = run(LIVE, PlayedRuntime::isBad).orElseThrow();
        assertEquals("keep_A", completed.report().recommendation());
        assertEquals("tie", completed.report().overallWinner());
        assertEquals(0, completed.report().disagreements());
        assertTrue(completed.report().reasoning().getFirst().contains("no difference, 1000 pairs"));
    }

    @Test
    void doesNotPromoteTheBetterModelWhenLabelsAreShuffled() throws Exception {
        Predicate<String> shuffled = text -> Ids.bucket("shuffle/" + text, 3) == 0;
        Optional<AbTestCompleted> completed = run(new Skill(0.90, 0.05, "candidate"), shuffled);
        completed.ifPresent(end -> assertNotEquals("promote_B", end.report().recommendation()));
    }

    @Test
    void decidesTheSameWhenTheClockTicksMoreOften() throws Exception {
        Skill candidate = new Skill(0.90, 0.05, "candidate");
        ComparisonReport seldom =
                run(candidate, PlayedRuntime::isBad).orElseThrow().report();
        try (Stage stage = new Stage(folder.resolve("often"), Stage.ALL_DRAWN, category, LIVE, candidate)) {
            stage.begin();
            for (int i = 0; i < MESSAGES && stage.completed().isEmpty(); i += 100) {
                for (int part = 0; part < 10; part++) {
                    stage.send(10);
                    stage.label(stage.runtime::truth);
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

    private void keeps(Skill candidate, Predicate<String> says) throws Exception {
        ComparisonReport report = run(candidate, says).orElseThrow().report();
        assertEquals("keep_A", report.recommendation(), report.toString());
        assertEquals("A", report.overallWinner());
    }

    private Optional<AbTestCompleted> run(Skill candidate, Predicate<String> says) throws Exception {
        try (Stage stage = new Stage(folder.resolve("control"), Stage.ALL_DRAWN, category, LIVE, candidate)) {
            return stage.run(MESSAGES, text -> says.test(text) ? stage.runtime.bad : stage.runtime.good);
        }
    }
}

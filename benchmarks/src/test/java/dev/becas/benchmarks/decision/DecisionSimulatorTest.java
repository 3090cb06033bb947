package dev.becas.benchmarks.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionSimulatorTest {

    private static final int RUNS = 100;
    private static final long PAIRS = 20_000;

    @Test
    void neverPromotesAModelThatDoesNotLook() {
        for (String name : List.of("never flags", "always flags", "random", "more recall, more false flags")) {
            for (Scenario scenario : named(name)) {
                assertEquals(0, run(scenario).promotedAfter().size(), scenario.toString());
            }
        }
    }

    @Test
    void hardlyEverPromotesAnotherModelOfTheSameQuality() {
        for (Scenario scenario : named("equal, another model")) {
            assertTrue(run(scenario).promotedAfter().size() <= 3, scenario.toString());
        }
    }

    @Test
    void promotesTheBetterModelInAboutThreeThousandPairsWhereTheThingIsNotRare() {
        for (Scenario scenario : named("better on both")) {
            if (scenario.prevalence() >= 0.1) {
                Summary summary = run(scenario);
                assertEquals(RUNS, summary.promotedAfter().size(), scenario.toString());
                assertTrue(summary.medianPairs() > 2_000 && summary.medianPairs() < 4_500, summary.toString());
            }
        }
    }

    @Test
    void theFloorUnderTheWinRateCostsWhereTheThingIsRare() {
        double with = run(at(0.01, "better on both")).promotedShare();
        double without = run(at(0.01, "better on both, no win-rate floor")).promotedShare();
        assertTrue(with < 0.8 && without > 0.85, with + " with, " + without + " without");
    }

    @Test
    void oneSeedGivesOneTable() {
        Scenario scenario = at(0.1, "better than a weak live model");
        assertEquals(run(scenario), run(scenario));
    }

    private static Summary run(Scenario scenario) {
        return DecisionSimulator.run(scenario, RUNS, PAIRS, 42);
    }

    private static List<Scenario> named(String name) {
        return Scenario.all().stream()
                .filter(scenario -> scenario.name().equals(name))
                .toList();
    }

    private static Scenario at(double prevalence, String name) {
        return named(name).stream()
                .filter(scenario -> scenario.prevalence() == prevalence)
                .findFirst()
                .orElseThrow();
    }
}

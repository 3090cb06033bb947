package dev.becas.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final List<String> ORDER = List.of("First", "Second");

    @Test
    void replacesASectionAndKeepsTheOthersInTheirOrder() {
        String text = Page.parse("", ORDER)
                .with("Second", "## Second\n\nkept\n")
                .with("First", "## First\n\nold\n")
                .text();
        String again =
                Page.parse(text, ORDER).with("First", "## First\n\nnew\n").text();
        assertTrue(again.endsWith("\n## First\n\nnew\n\n## Second\n\nkept\n"), again);
        assertFalse(again.contains("old"), again);
    }

    @Test
    void leavesOutASectionThatNoBenchmarkWritesAnyMore() {
        String text = Page.parse("# Benchmarks\n\n## Gone\n\nold\n", ORDER).text();
        assertFalse(text.contains("Gone"), text);
    }

    @Test
    void saysWhetherAGoalIsMet() {
        String text = new Section()
                .goal("start", "3 s", "2 s", true, "")
                .goal("rest", "300 MiB", "400 MiB", false, "caches")
                .markdown("Start", "startup", "today");
        assertTrue(text.contains("| start | 3 s | 2 s | met |"), text);
        assertTrue(text.contains("| rest | 300 MiB | 400 MiB | **missed** | caches |"), text);
    }

    @Test
    void comparesAlternativesRoundByRoundWithoutTheFirst() throws Exception {
        double[] mine = {1, 8, 20, 90};
        double[] base = {100, 10, 10, 100};
        int[] turn = {0, 0};
        Rounds rounds = new Rounds()
                .add("mine", () -> mine[turn[0]++])
                .add("base", () -> base[turn[1]++])
                .run(3);
        assertEquals(20, rounds.median("mine"));
        assertEquals(0.9, rounds.ratio("mine", "base"), 1e-9);
    }
}

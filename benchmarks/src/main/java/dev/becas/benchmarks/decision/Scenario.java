package dev.becas.benchmarks.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Two models that err independently of each other, on traffic of one prevalence.
///
/// @param name what is tried, in words
/// @param prevalence the share of items that ask for an action
/// @param live model A
/// @param candidate model B
/// @param minWinRate the floor under the win rate
/// @param lookEvery so many pairs between two looks
/// @param equal whether the two are different models of the same quality, which deserve more runs
record Scenario(
        String name,
        double prevalence,
        Quality live,
        Quality candidate,
        double minWinRate,
        int lookEvery,
        boolean equal) {

    private static final double[] PREVALENCES = {0.001, 0.01, 0.1, 0.3};
    private static final double RARE = 0.01;
    private static final int[] SELDOM = {100, 500, 1_000};
    private static final double FLOOR = 0.65;
    private static final double NO_FLOOR = 0;
    private static final Quality LIVE = new Quality(0.70, 0.01);
    private static final Quality WEAK_LIVE = new Quality(0.60, 0.20);

    /// Every scenario of the table, in its order.
    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        add(all, "never flags", LIVE, new Quality(0, 0), FLOOR);
        add(all, "always flags", LIVE, new Quality(1, 1), FLOOR);
        add(all, "random", LIVE, new Quality(0.5, 0.5), FLOOR);
        add(all, "equal, another model", LIVE, LIVE, FLOOR);
        add(all, "equal, weak models", WEAK_LIVE, WEAK_LIVE, FLOOR);
        add(all, "more recall, more false flags", LIVE, new Quality(0.85, 0.02), FLOOR);
        add(all, "more recall only", LIVE, new Quality(0.85, 0.01), FLOOR);
        add(all, "better on both", LIVE, new Quality(0.85, 0.006), FLOOR);
        add(all, "better than a weak live model", WEAK_LIVE, new Quality(0.85, 0.05), FLOOR);
        add(all, "equal, another model, no win-rate floor", LIVE, LIVE, NO_FLOOR);
        add(all, "more recall only, no win-rate floor", LIVE, new Quality(0.85, 0.01), NO_FLOOR);
        add(all, "better on both, no win-rate floor", LIVE, new Quality(0.85, 0.006), NO_FLOOR);
        for (int lookEvery : SELDOM) {
            all.add(new Scenario(
                    String.format(Locale.ROOT, "better on both, a look every %,d pairs", lookEvery),
                    RARE,
                    LIVE,
                    new Quality(0.85, 0.006),
                    FLOOR,
                    lookEvery,
                    false));
        }
        return all;
    }

    private static void add(List<Scenario> all, String name, Quality live, Quality candidate, double minWinRate) {
        for (double prevalence : PREVALENCES) {
            all.add(new Scenario(name, prevalence, live, candidate, minWinRate, 1, live.equals(candidate)));
        }
    }
}

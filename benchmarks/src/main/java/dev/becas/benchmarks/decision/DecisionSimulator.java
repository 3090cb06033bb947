package dev.becas.benchmarks.decision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Runs the promotion rule on simulated models and writes what came out as a table and a plot.
///
/// `DecisionSimulator [--runs N] [--equal-runs N] [--pairs N] [--seed N] [--out FOLDER]`
///
/// Every run has a seed of its own, derived from the scenario's place and the run's number, so the same arguments give
/// the same table on any number of cores.
public final class DecisionSimulator {

    private static final Map<String, String> DEFAULTS = Map.of(
            "--runs", "1000", "--equal-runs", "10000", "--pairs", "20000", "--seed", "1", "--out", "docs/reference");

    private DecisionSimulator() {}

    /// Runs all scenarios and writes `promotion-decision.md` and `promotion-decision.svg`.
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = options(arguments);
        int runs = Integer.parseInt(options.get("--runs"));
        int equalRuns = Integer.parseInt(options.get("--equal-runs"));
        long pairs = Long.parseLong(options.get("--pairs"));
        long seed = Long.parseLong(options.get("--seed"));
        Path folder = Path.of(options.get("--out"));

        long start = System.nanoTime();
        List<Summary> summaries = new ArrayList<>();
        for (Scenario scenario : Scenario.all()) {
            Summary summary = run(scenario, scenario.equal() ? equalRuns : runs, pairs, seed + summaries.size());
            System.out.println(DecisionTable.line(summary));
            summaries.add(summary);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long allPairs = summaries.stream().mapToLong(Summary::pairs).sum();
        System.out.printf("%,d pairs in %.0f s: %.1f million pairs/s%n", allPairs, seconds, allPairs / seconds / 1e6);

        Files.createDirectories(folder);
        Files.writeString(folder.resolve("promotion-decision.md"), DecisionTable.page(summaries, pairs, seed));
        Files.writeString(folder.resolve("promotion-decision.svg"), DecisionPlot.svg(summaries, pairs));
    }

    static Summary run(Scenario scenario, int runs, long pairs, long seed) {
        SimulatedTest test = new SimulatedTest(scenario, pairs);
        long[] seeds = new SplittableRandom(seed).longs(runs).toArray();
        return Summary.of(
                scenario,
                IntStream.range(0, runs)
                        .parallel()
                        .mapToObj(run -> test.run(new SplittableRandom(seeds[run])))
                        .toList());
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new TreeMap<>(DEFAULTS);
        for (int i = 0; i < arguments.length; i += 2) {
            if (!DEFAULTS.containsKey(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("expected pairs of an option and its value, options "
                        + DEFAULTS.keySet() + ", but found " + arguments[i]);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }
}

package dev.becas.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lets alternatives take turns, A B C A B C ..., and gives the median of each: what else runs on the machine meets
/// them all alike. The first round warms up and does not count.
public final class Rounds {
    private final Map<String, Alternative> alternatives = new LinkedHashMap<>();
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    /// One alternative's turn.
    @FunctionalInterface
    public interface Alternative {
        /// @return the figure of this turn
        double measure() throws Exception;
    }

    /// Adds an alternative.
    public Rounds add(String name, Alternative alternative) {
        alternatives.put(name, alternative);
        figures.put(name, new ArrayList<>());
        return this;
    }

    /// Runs all alternatives once to warm up and `count` times to count.
    public Rounds run(int count) throws Exception {
        for (int round = 0; round <= count; round++) {
            for (Map.Entry<String, Alternative> alternative : alternatives.entrySet()) {
                double figure = alternative.getValue().measure();
                if (round > 0) {
                    figures.getOrDefault(alternative.getKey(), new ArrayList<>())
                            .add(figure);
                }
                System.err.printf("round %d: %s: %,.2f%n", round, alternative.getKey(), figure);
            }
        }
        return this;
    }

    /// The median of an alternative.
    public double median(String name) {
        double[] sorted = figures.getOrDefault(name, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return percentile(sorted, 0.5);
    }

    /// The median over rounds of what one alternative made for each that another did: neighbours in time are compared.
    public double ratio(String name, String base) {
        List<Double> mine = figures.getOrDefault(name, List.of());
        List<Double> theirs = figures.getOrDefault(base, List.of());
        double[] ratios = new double[Math.min(mine.size(), theirs.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = mine.get(i) / theirs.get(i);
        }
        Arrays.sort(ratios);
        return percentile(ratios, 0.5);
    }

    /// A percentile of ascending figures.
    ///
    /// @param share in [0, 1]
    public static double percentile(double[] ascending, double share) {
        if (ascending.length == 0) {
            throw new IllegalArgumentException("there must be a figure to take a percentile of");
        }
        int middle = ascending.length / 2;
        if (share == 0.5 && ascending.length % 2 == 0) {
            return (ascending[middle - 1] + ascending[middle]) / 2;
        }
        return ascending[Math.min(ascending.length - 1, (int) (ascending.length * share))];
    }

    /// Seconds since `startNanos` by [System#nanoTime()].
    public static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}

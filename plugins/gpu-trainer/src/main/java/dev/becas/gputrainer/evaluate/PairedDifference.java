package dev.becas.gputrainer.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// How much better one model is than another on the same rows.
public final class PairedDifference {
    private static final int RESAMPLES = 2_000;

    private PairedDifference() {}

    /// Macro-F1 of `one` less that of `other`. Each resample draws the same rows for both, so that what is hard for
    /// both does not widen the interval (paired bootstrap; Efron 1979).
    ///
    /// @param one its judgements, one a row, at least one
    /// @param other of the same rows in the same order
    /// @param seed decides the resamples
    public static Interval ofMacroF1(List<String> labels, List<Judgement> one, List<Judgement> other, long seed) {
        if (one.size() != other.size() || one.isEmpty()) {
            throw new IllegalArgumentException("a paired difference needs the same rows, at least 1, but has "
                    + one.size() + " and " + other.size());
        }
        int[] all = new int[one.size()];
        Arrays.setAll(all, row -> row);
        SplittableRandom random = new SplittableRandom(seed);
        double[] differences = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            differences[i] = difference(
                    labels, one, other, random.ints(all.length, 0, all.length).toArray());
        }
        return Interval.of(difference(labels, one, other, all), differences);
    }

    private static double difference(List<String> labels, List<Judgement> one, List<Judgement> other, int... rows) {
        Confusion first = new Confusion(labels);
        Confusion second = new Confusion(labels);
        for (int row : rows) {
            first.add(one.get(row));
            second.add(other.get(row));
        }
        return first.macroF1() - second.macroF1();
    }
}

package dev.becas.linear.evaluate;

import dev.becas.linear.fit.LabelledRow;
import dev.becas.linear.model.LinearModel;
import dev.becas.linear.model.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// Measures a model on rows it never saw. Intervals are percentiles over resamples of the rows (bootstrap; Efron,
/// 1979).
public final class HeldOut {
    private static final int RESAMPLES = 1_000;
    private static final int BINS = 10;
    private static final int TIMED_PASSES_MAX = 20;

    private final List<LabelledRow> rows;
    private final Set<String> actLabels;
    private final long seed;

    /// @param actLabels the labels that call for an action; all others let pass
    /// @param seed decides the resamples
    public HeldOut(List<LabelledRow> rows, Set<String> actLabels, long seed) {
        this.rows = List.copyOf(rows);
        this.actLabels = Set.copyOf(actLabels);
        this.seed = seed;
    }

    /// All figures of `model`.
    public Evaluation evaluate(LinearModel model) {
        Set<String> known = new TreeSet<>(model.labels());
        rows.forEach(row -> known.add(row.label()));
        List<String> names = new ArrayList<>(known);
        int[] truth = new int[rows.size()];
        int[] said = new int[rows.size()];
        double[] confidence = new double[rows.size()];
        Scorer scorer = model.scorer();
        for (int i = 0; i < truth.length; i++) {
            double[] logs = scorer.logProbabilities(rows.get(i).input());
            int best = best(logs);
            truth[i] = names.indexOf(rows.get(i).label());
            said[i] = names.indexOf(model.labels().get(best));
            confidence[i] = StrictMath.exp(logs[best]);
        }
        Judged judged = new Judged(names, actLabels, truth, said);
        return evaluation(judged, calibrationError(judged, confidence));
    }

    private Evaluation evaluation(Judged judged, double calibrationError) {
        int[] all = new int[rows.size()];
        Arrays.setAll(all, i -> i);
        long[][] table = judged.table(all);
        List<long[][]> tables = resample(judged);
        return new Evaluation(
                rows.size(),
                interval(table, tables, judged::accuracy),
                interval(table, tables, judged::macroF1),
                interval(table, tables, t -> judged.actShare(t, true)),
                interval(table, tables, t -> judged.actShare(t, false)),
                calibrationError,
                judged.labels(table));
    }

    private List<long[][]> resample(Judged judged) {
        SplittableRandom random = new SplittableRandom(seed);
        List<long[][]> tables = new ArrayList<>();
        for (int i = 0; i < RESAMPLES && !rows.isEmpty(); i++) {
            tables.add(judged.table(random.ints(rows.size(), 0, rows.size()).toArray()));
        }
        return tables;
    }

    private static Interval interval(long[][] table, List<long[][]> tables, ToDoubleFunction<long[][]> figure) {
        double[] values = tables.stream().mapToDouble(figure).sorted().toArray();
        double value = figure.applyAsDouble(table);
        return values.length == 0
                ? new Interval(value, 0, 1)
                : new Interval(value, values[RESAMPLES / 40], values[RESAMPLES - 1 - RESAMPLES / 40]);
    }

    private static double calibrationError(Judged judged, double[] confidence) {
        double[] gap = new double[BINS];
        for (int i = 0; i < confidence.length; i++) {
            int bin = Math.min(BINS - 1, (int) (confidence[i] * BINS));
            gap[bin] += confidence[i] - (judged.isRight(i) ? 1 : 0);
        }
        return Arrays.stream(gap).map(Math::abs).sum() / Math.max(1, confidence.length);
    }

    private static int best(double[] logs) {
        int best = 0;
        for (int label = 1; label < logs.length; label++) {
            best = logs[label] > logs[best] ? label : best;
        }
        return best;
    }

    /// Microseconds a decision takes on one thread of this machine: the fastest of some passes over the rows, so that
    /// the first, cold ones do not count. Differs from run to run: for people to read, never to hash.
    public double microsPerDecision(LinearModel model) {
        Scorer scorer = model.scorer();
        double best = Double.MAX_VALUE;
        double sum = 0;
        for (int pass = 0; pass < TIMED_PASSES_MAX && !rows.isEmpty(); pass++) {
            long start = System.nanoTime();
            for (LabelledRow row : rows) {
                sum += scorer.logProbabilities(row.input())[0];
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e3 / rows.size());
        }
        return sum == 0 && rows.isEmpty() ? 0 : best;
    }
}

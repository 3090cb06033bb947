package dev.becas.gputrainer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// What was measured on held-out rows. The same judgements and seed give the same figures.
///
/// @param rows how many rows were judged
/// @param accuracy share of rows with the right label
/// @param macroF1 mean F1 over the labels that some row has
/// @param ece expected calibration error over 10 equal bins of the confidence (Guo et al. 2017)
/// @param labels one entry a label, in the order given
/// @param confusion how often each label was said of rows of each label, in that order: of the truth, then of what was
///     said
public record Evaluation(
        int rows,
        Interval accuracy,
        Interval macroF1,
        double ece,
        List<LabelFigures> labels,
        List<List<Integer>> confusion) {
    static final int RESAMPLES = 1_000;
    private static final int BINS = 10;

    public Evaluation {
        labels = List.copyOf(labels);
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /// Intervals are percentiles over resamples of the rows (bootstrap; Efron 1979).
    ///
    /// @param judgements one a row, at least one
    /// @param seed decides the resamples
    public static Evaluation of(List<String> labels, List<Judgement> judgements, long seed) {
        if (judgements.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs at least 1 row but has none");
        }
        Confusion whole = new Confusion(labels);
        judgements.forEach(whole::add);
        List<Confusion> resamples = resamples(labels, judgements, new SplittableRandom(seed));
        return new Evaluation(
                judgements.size(),
                interval(whole, resamples, Confusion::accuracy),
                interval(whole, resamples, Confusion::macroF1),
                calibrationError(judgements),
                whole.figures(),
                whole.counts());
    }

    private static List<Confusion> resamples(List<String> labels, List<Judgement> judgements, SplittableRandom random) {
        List<Confusion> resamples = new ArrayList<>();
        for (int i = 0; i < RESAMPLES; i++) {
            Confusion resample = new Confusion(labels);
            for (int row = 0; row < judgements.size(); row++) {
                resample.add(judgements.get(random.nextInt(judgements.size())));
            }
            resamples.add(resample);
        }
        return resamples;
    }

    private static Interval interval(Confusion whole, List<Confusion> resamples, ToDoubleFunction<Confusion> figure) {
        return Interval.of(
                figure.applyAsDouble(whole),
                resamples.stream().mapToDouble(figure).toArray());
    }

    private static double calibrationError(List<Judgement> judgements) {
        double[] gap = new double[BINS];
        for (Judgement judgement : judgements) {
            int bin = Math.min(BINS - 1, (int) (judgement.confidence() * BINS));
            gap[bin] += judgement.confidence() - (judgement.isRight() ? 1 : 0);
        }
        return Arrays.stream(gap).map(Math::abs).sum() / judgements.size();
    }

    /// The figures by the names that the registry keeps: `accuracy`, `macroF1`, `ece`, `rows`, and for each label
    /// `precision.`, `recall.`, `f1.`, `rows.`.
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put("accuracy", accuracy.value());
        metrics.put("macroF1", macroF1.value());
        metrics.put("ece", ece);
        metrics.put("rows", (double) rows);
        for (LabelFigures label : labels) {
            metrics.put("precision." + label.label(), label.precision());
            metrics.put("recall." + label.label(), label.recall());
            metrics.put("f1." + label.label(), label.f1());
            metrics.put("rows." + label.label(), (double) label.rows());
        }
        return metrics;
    }
}

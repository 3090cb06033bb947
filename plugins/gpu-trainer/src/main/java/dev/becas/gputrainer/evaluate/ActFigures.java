package dev.becas.gputrainer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// How an evaluation reads where some labels ask for an action and the others let pass.
///
/// @param recallAct of the rows whose truth is an act label, the share that got an act label, whichever; 0 when there
///     are none
/// @param falsePositiveRate of the rows whose truth is a pass label, the share that got an act label; 0 when there are
///     none
public record ActFigures(Interval recallAct, Interval falsePositiveRate) {
    /// @param actLabels those that ask for an action
    /// @param seed decides the resamples of the rows
    public static ActFigures of(Evaluation evaluation, Set<String> actLabels, long seed) {
        List<String> names =
                evaluation.labels().stream().map(LabelFigures::label).toList();
        List<Row> rows = rows(evaluation.confusion(), names, actLabels);
        double[] recalls = new double[Evaluation.RESAMPLES];
        double[] falsePositives = new double[Evaluation.RESAMPLES];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < Evaluation.RESAMPLES; i++) {
            List<Row> resample = new ArrayList<>(rows.size());
            for (int row = 0; row < rows.size(); row++) {
                resample.add(rows.get(random.nextInt(rows.size())));
            }
            recalls[i] = actShare(resample, true);
            falsePositives[i] = actShare(resample, false);
        }
        return new ActFigures(
                Interval.of(actShare(rows, true), recalls), Interval.of(actShare(rows, false), falsePositives));
    }

    /// @param truth whether the row's truth is an act label
    /// @param said whether what was said is one
    private record Row(boolean truth, boolean said) {}

    private static List<Row> rows(List<List<Integer>> confusion, List<String> names, Set<String> actLabels) {
        List<Row> rows = new ArrayList<>();
        for (int truth = 0; truth < names.size(); truth++) {
            for (int said = 0; said < names.size(); said++) {
                Row row = new Row(actLabels.contains(names.get(truth)), actLabels.contains(names.get(said)));
                for (int i = 0; i < confusion.get(truth).get(said); i++) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static double actShare(List<Row> rows, boolean truth) {
        Row[] stratum = rows.stream().filter(row -> row.truth() == truth).toArray(Row[]::new);
        long acted = Arrays.stream(stratum).filter(Row::said).count();
        return stratum.length == 0 ? 0 : (double) acted / stratum.length;
    }
}

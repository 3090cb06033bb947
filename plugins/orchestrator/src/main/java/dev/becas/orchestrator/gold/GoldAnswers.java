package dev.becas.orchestrator.gold;

import dev.becas.kernel.category.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What one version said about each case, and its figures on any selection of cases.
final class GoldAnswers {
    private static final int BINS = 10;

    private final List<String> labels;
    private final Category category;
    private final int[] truth;
    private final int[] said;
    private final double[] confidence;

    /// @param truth the right label of each case
    /// @param said the version's label of each case
    /// @param confidence of each answer, in [0, 1]
    GoldAnswers(Category category, List<String> truth, List<String> said, double[] confidence) {
        this.category = category;
        this.labels = labels(category, truth);
        this.truth = truth.stream().mapToInt(labels::indexOf).toArray();
        this.said = said.stream().mapToInt(labels::indexOf).toArray();
        this.confidence = confidence.clone();
    }

    private static List<String> labels(Category category, List<String> truth) {
        List<String> labels = new ArrayList<>(category.labelNames());
        truth.stream().filter(l -> !labels.contains(l)).distinct().sorted().forEach(labels::add);
        return labels;
    }

    int size() {
        return truth.length;
    }

    GoldFigures figures() {
        int[] all = IntStream.range(0, truth.length).toArray();
        return new GoldFigures(
                Arrays.stream(all).filter(i -> truth[i] == said[i]).count() / (double) truth.length,
                macroF1(all),
                polarity(all, true),
                category.hasPolarity() ? 1 - polarity(all, false) : 0,
                calibrationError());
    }

    /// Mean F1 over the labels that some case of the selection has.
    double macroF1(int[] cases) {
        int[] right = new int[labels.size()];
        int[] called = new int[labels.size()];
        int[] real = new int[labels.size()];
        for (int i : cases) {
            real[truth[i]]++;
            if (said[i] >= 0) {
                called[said[i]]++;
                right[said[i]] += said[i] == truth[i] ? 1 : 0;
            }
        }
        return IntStream.range(0, labels.size())
                .filter(l -> real[l] > 0)
                .mapToDouble(l -> 2.0 * right[l] / (called[l] + real[l]))
                .average()
                .orElse(0);
    }

    /// Of the cases that ask for an action (or of those that may pass), the share answered with that polarity. A
    /// category without polarity has one stratum: all its cases, answered rightly.
    double polarity(int[] cases, boolean act) {
        int of = 0;
        int right = 0;
        for (int i : cases) {
            if (!category.hasPolarity() || isAct(truth[i]) == act) {
                of++;
                right += category.hasPolarity() ? (isAct(said[i]) == act ? 1 : 0) : (truth[i] == said[i] ? 1 : 0);
            }
        }
        return of == 0 ? 0 : (double) right / of;
    }

    private boolean isAct(int label) {
        return label >= 0 && category.actLabels().contains(labels.get(label));
    }

    private double calibrationError() {
        double[] gap = new double[BINS];
        for (int i = 0; i < truth.length; i++) {
            int bin = Math.min(BINS - 1, (int) (confidence[i] * BINS));
            gap[bin] += confidence[i] - (truth[i] == said[i] ? 1 : 0);
        }
        return Arrays.stream(gap).map(Math::abs).sum() / truth.length;
    }
}

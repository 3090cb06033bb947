package dev.becas.gputrainer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How often each label was said of rows of each label: `[truth][said]`.
final class Confusion {
    private final List<String> labels;
    private final int[][] counts;
    private long rows;

    Confusion(List<String> labels) {
        this.labels = labels;
        this.counts = new int[labels.size()][labels.size()];
    }

    void add(Judgement judgement) {
        counts[judgement.truth()][judgement.said()]++;
        rows++;
    }

    List<List<Integer>> counts() {
        return Arrays.stream(counts)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
    }

    double accuracy() {
        long right = 0;
        for (int label = 0; label < counts.length; label++) {
            right += counts[label][label];
        }
        return (double) right / rows;
    }

    /// The mean over the labels that some row has.
    double macroF1() {
        return figures().stream()
                .filter(label -> label.rows() > 0)
                .mapToDouble(LabelFigures::f1)
                .average()
                .orElseThrow();
    }

    List<LabelFigures> figures() {
        List<LabelFigures> figures = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            long called = 0;
            long real = 0;
            for (int other = 0; other < counts.length; other++) {
                called += counts[other][label];
                real += counts[label][other];
            }
            figures.add(LabelFigures.of(labels.get(label), counts[label][label], called, real));
        }
        return figures;
    }
}

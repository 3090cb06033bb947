package dev.becas.linear.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Rows with their truth and what the model said, and the figures of any selection of them.
final class Judged {
    private final List<String> names;
    private final boolean[] act;
    private final int[] truth;
    private final int[] said;

    /// @param names all labels, in alphabetical order
    /// @param actLabels which of them call for an action
    /// @param truth position in `names`, one a row
    /// @param said position in `names`, one a row
    Judged(List<String> names, Set<String> actLabels, int[] truth, int[] said) {
        this.names = names;
        this.act = act(names, actLabels);
        this.truth = truth;
        this.said = said;
    }

    boolean isRight(int row) {
        return truth[row] == said[row];
    }

    private static boolean[] act(List<String> names, Set<String> actLabels) {
        boolean[] act = new boolean[names.size()];
        for (int i = 0; i < act.length; i++) {
            act[i] = actLabels.contains(names.get(i));
        }
        return act;
    }

    /// How often each label was said of rows of each label: `[truth][said]`.
    long[][] table(int[] selection) {
        long[][] table = new long[names.size()][names.size()];
        for (int row : selection) {
            table[truth[row]][said[row]]++;
        }
        return table;
    }

    double accuracy(long[][] table) {
        long right = 0;
        long all = 0;
        for (int t = 0; t < table.length; t++) {
            right += table[t][t];
            for (long count : table[t]) {
                all += count;
            }
        }
        return all == 0 ? 0 : (double) right / all;
    }

    List<LabelScore> labels(long[][] table) {
        List<LabelScore> scores = new ArrayList<>();
        for (int label = 0; label < table.length; label++) {
            long called = 0;
            long real = 0;
            for (int other = 0; other < table.length; other++) {
                called += table[other][label];
                real += table[label][other];
            }
            scores.add(LabelScore.of(names.get(label), table[label][label], called, real));
        }
        return scores;
    }

    double macroF1(long[][] table) {
        return labels(table).stream()
                .filter(score -> score.rows() > 0)
                .mapToDouble(LabelScore::f1)
                .average()
                .orElse(0);
    }

    /// Of the rows whose truth is an act label (`ofAct`) or is none, the share that got an act label.
    double actShare(long[][] table, boolean ofAct) {
        long acted = 0;
        long all = 0;
        for (int t = 0; t < table.length; t++) {
            for (int s = 0; s < table.length; s++) {
                if (act[t] == ofAct) {
                    all += table[t][s];
                    acted += act[s] ? table[t][s] : 0;
                }
            }
        }
        return all == 0 ? 0 : (double) acted / all;
    }
}

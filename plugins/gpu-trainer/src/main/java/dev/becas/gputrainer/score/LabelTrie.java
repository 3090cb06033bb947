package dev.becas.gputrainer.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Label sequences that share their beginnings. Only tokens after which something comes must be read by the model; the
/// last token of a label is merely looked up.
///
/// Rows: row 0 is what comes after the prompt, row `1 + i` what comes after the inner token `i`.
final class LabelTrie {
    private final List<Integer> tokens = new ArrayList<>(); // inner ones, each after its parent
    private final List<Integer> parents = new ArrayList<>(); // -1 for the prompt's end
    private final List<List<Step>> labels = new ArrayList<>();

    /// @param sequences one a label, each of at least one token; no two alike
    LabelTrie(List<int[]> sequences) {
        Map<Step, Integer> inner = new HashMap<>();
        Map<List<Step>, Integer> whole = new HashMap<>();
        for (int[] sequence : sequences) {
            if (sequence.length == 0) {
                throw new IllegalArgumentException("label " + labels.size() + " has no tokens");
            }
            List<Step> steps = new ArrayList<>();
            int row = 0;
            for (int i = 0; i < sequence.length; i++) {
                Step step = new Step(row, sequence[i]);
                steps.add(step);
                if (i < sequence.length - 1) {
                    row = inner.computeIfAbsent(step, this::add);
                }
            }
            Integer twin = whole.putIfAbsent(steps, labels.size());
            if (twin != null) {
                throw new IllegalArgumentException(
                        "labels " + twin + " and " + labels.size() + " have the same tokens");
            }
            labels.add(List.copyOf(steps));
        }
    }

    private int add(Step step) {
        tokens.add(step.token());
        parents.add(step.row() - 1);
        return tokens.size();
    }

    /// Tokens that the model must read after the prompt.
    int[] tokens() {
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    /// The token before each, -1 for the prompt's last.
    int[] parents() {
        return parents.stream().mapToInt(Integer::intValue).toArray();
    }

    /// What each label consists of: the sum over its steps is its log-probability.
    List<List<Step>> labels() {
        return labels;
    }

    /// A token after a row.
    record Step(int row, int token) {}
}

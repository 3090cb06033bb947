package dev.becas.gputrainer.rival;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.becas.gputrainer.evaluate.Judgement;
import java.util.List;

/// How far tuning moved the answers to some prompts.
///
/// @param prompts how many
/// @param answersChanged how many have another label now
/// @param largestChange the largest change of a label's probability among the labels, in [0, 1]; of answers that are no
///     labels, the change of their tokens' mean probability
public record Effect(int prompts, int answersChanged, double largestChange) {
    /// Below this no threshold would notice.
    static final double NOTICED = 0.01;

    /// @param before log-probabilities, `[prompts][labels]`
    /// @param after of the same prompts
    static Effect of(List<double[]> before, List<double[]> after) {
        int changed = 0;
        double largest = 0;
        for (int i = 0; i < before.size(); i++) {
            double[] was = Judgement.shares(before.get(i));
            double[] is = Judgement.shares(after.get(i));
            changed += Judgement.likeliest(was) == Judgement.likeliest(is) ? 0 : 1;
            for (int label = 0; label < was.length; label++) {
                largest = Math.max(largest, Math.abs(was[label] - is[label]));
            }
        }
        return new Effect(before.size(), changed, largest);
    }

    /// Of answers that are no labels: by how much the typical token of an answer became likelier or less likely.
    ///
    /// @param before mean loss of the prompts' answers, in nats a token
    /// @param after the same of the tuned model
    public static Effect ofLoss(int prompts, double before, double after) {
        return new Effect(prompts, 0, Math.abs(Math.exp(-before) - Math.exp(-after)));
    }

    /// Whether the tuned model answers as its base does.
    @JsonIgnore
    public boolean isNone() {
        return answersChanged == 0 && largestChange < NOTICED;
    }
}

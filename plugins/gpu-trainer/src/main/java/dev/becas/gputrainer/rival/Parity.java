package dev.becas.gputrainer.rival;

import dev.becas.gputrainer.evaluate.Judgement;
import java.util.List;

/// How near the model that was written comes to the model that was trained, asked the same.
///
/// @param file what was written
/// @param prompts how many were asked
/// @param largestDifference of a label's log-probability, in nats, among labels within [#WITHIN] of the best
/// @param otherAnswers how many have another first label
public record Parity(String file, int prompts, double largestDifference, int otherAnswers) {
    /// Labels that are less likely by more than this many nats decide nothing.
    static final double WITHIN = 5;

    /// @param trained log-probabilities, `[prompts][labels]`
    /// @param written of the same prompts
    public static Parity of(String file, List<double[]> trained, List<double[]> written) {
        double largest = 0;
        for (int i = 0; i < trained.size(); i++) {
            double[] one = trained.get(i);
            double[] other = written.get(i);
            double best = one[Judgement.likeliest(one)];
            for (int label = 0; label < one.length; label++) {
                if (one[label] >= best - WITHIN) {
                    largest = Math.max(largest, Math.abs(one[label] - other[label]));
                }
            }
        }
        return new Parity(
                file, trained.size(), largest, Effect.of(trained, written).answersChanged());
    }
}

package dev.becas.gputrainer.evaluate;

import java.util.Arrays;

/// One row's truth beside what a model held for most probable.
///
/// @param truth place of the true label
/// @param said place of the likeliest label
/// @param confidence the share of the likeliest among all labels, in (0, 1]
public record Judgement(int truth, int said, double confidence) {
    /// Of the labels' log-probabilities: the first of the likeliest is said, with its share of them all (softmax).
    public static Judgement of(int truth, double[] logProbabilities) {
        int best = likeliest(logProbabilities);
        return new Judgement(truth, best, shares(logProbabilities)[best]);
    }

    /// The place of the largest number; of equal ones the first.
    public static int likeliest(double... logProbabilities) {
        int best = 0;
        for (int label = 1; label < logProbabilities.length; label++) {
            best = logProbabilities[label] > logProbabilities[best] ? label : best;
        }
        return best;
    }

    /// Each label's share of them all (softmax); the shares add up to 1.
    public static double[] shares(double... logProbabilities) {
        double most = logProbabilities[likeliest(logProbabilities)];
        double[] shares = Arrays.stream(logProbabilities)
                .map(log -> StrictMath.exp(log - most))
                .toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    boolean isRight() {
        return truth == said;
    }
}

package dev.becas.gputrainer.evaluate;

/// One row's truth beside what a model held for most probable.
///
/// @param truth place of the true label
/// @param said place of the likeliest label
/// @param confidence the share of the likeliest among all labels, in (0, 1]
public record Judgement(int truth, int said, double confidence) {
    /// Of the labels' log-probabilities: the first of the likeliest is said, with its share of them all (softmax).
    public static Judgement of(int truth, double[] logProbabilities) {
        int best = 0;
        for (int label = 1; label < logProbabilities.length; label++) {
            best = logProbabilities[label] > logProbabilities[best] ? label : best;
        }
        double sum = 0;
        for (double log : logProbabilities) {
            sum += Math.exp(log - logProbabilities[best]);
        }
        return new Judgement(truth, best, 1 / sum);
    }

    boolean isRight() {
        return truth == said;
    }
}

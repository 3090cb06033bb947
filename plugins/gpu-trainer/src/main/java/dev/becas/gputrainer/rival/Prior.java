package dev.becas.gputrainer.rival;

import dev.becas.gputrainer.evaluate.Judgement;
import java.util.List;

/// What a model holds for likely before it has read anything, taken off its answers: a constant for each label's
/// log-probability, chosen so that over some rows the mean probability of each label is that label's share.
///
/// A language model asked with examples prefers some labels whatever is asked (Zhao et al. 2021, *Calibrate Before
/// Use*); over a batch the preference can be read off the answers themselves (Zhou et al. 2023, *Batch Calibration*).
final class Prior {
    private static final int ROUNDS = 100;

    private final double[] offsets; // [labels]

    private Prior(double... offsets) {
        this.offsets = offsets.clone();
    }

    /// Takes nothing off.
    static Prior none(int labels) {
        return new Prior(new double[labels]);
    }

    /// Fits the offsets by turns: each round moves every label's mean probability to its share.
    ///
    /// @param answers log-probabilities, `[rows][labels]`
    /// @param shares of the labels among those rows, each above 0
    static Prior fit(List<double[]> answers, double... shares) {
        double[] offsets = new double[shares.length];
        for (int round = 0; round < ROUNDS; round++) {
            double[] mean = new double[shares.length];
            for (double[] answer : answers) {
                double[] said = Judgement.shares(new Prior(offsets).applied(answer));
                for (int label = 0; label < mean.length; label++) {
                    mean[label] += said[label] / answers.size();
                }
            }
            for (int label = 0; label < mean.length; label++) {
                offsets[label] += Math.log(shares[label]) - Math.log(Math.max(mean[label], Double.MIN_NORMAL));
            }
        }
        return new Prior(offsets);
    }

    /// The answer without the prior.
    double[] applied(double... answer) {
        double[] moved = answer.clone();
        for (int label = 0; label < moved.length; label++) {
            moved[label] += offsets[label];
        }
        return moved;
    }

    List<double[]> applied(List<double[]> answers) {
        return answers.stream().map(this::applied).toList();
    }
}

package dev.becas.abtesting.decision;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The paired bootstrap of a mean difference between two models on the same items.
///
/// Items are drawn again with replacement, both models' answers together, so that what makes an item hard for both
/// cancels out. The seed is given: the same answers give the same interval.
public final class PairedBootstrap {

    /// Enough for the ends of a 99 % interval to stand still in the third figure.
    public static final int RESAMPLES = 4_000;

    private PairedBootstrap() {}

    /// The two-sided percentile interval of the mean of `differences` (B minus A, an item each).
    ///
    /// @param confidence inside (0, 1), for example 0.90, whose lower end is a one-sided 95 % bound
    /// @throws IllegalArgumentException when there is no item or the confidence is not inside (0, 1)
    public static Interval meanDifference(double[] differences, double confidence, long seed) {
        if (differences.length == 0) {
            throw new IllegalArgumentException("a bootstrap needs at least one item");
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be inside (0, 1) but was " + confidence);
        }
        double[] means = new double[RESAMPLES];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RESAMPLES; i++) {
            means[i] = resampledMean(differences, random);
        }
        Arrays.sort(means);
        int cut = (int) Math.floor((1 - confidence) / 2 * RESAMPLES);
        return new Interval(means[cut], means[RESAMPLES - 1 - cut]);
    }

    private static double resampledMean(double[] differences, SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            sum += differences[random.nextInt(differences.length)];
        }
        return sum / differences.length;
    }
}

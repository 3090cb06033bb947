package dev.becas.abtesting.decision;

/// How strongly wins and losses speak against "wins at most a share p0 of its disagreements".
///
/// An e-value is a fair bet against a hypothesis: who starts with 1 and the hypothesis is true will, whenever one
/// looks, own x with a probability of at most 1/x (Ville's inequality). So 200 is evidence at the level of 0.5 %, after
/// any number of looks.
///
/// The bet is a mixture, uniform over (p0, 1), of likelihood ratios against p0:
///
/// `E(p0) = Beta(w+1, n-w+1) * (1 - I_p0(w+1, n-w+1)) / ((1-p0) * p0^w * (1-p0)^(n-w))`
///
/// It is computed in logarithms. A tail that would underflow is no evidence, whatever it is divided by.
public final class EValue {

    private EValue() {}

    /// log E(p0) after `wins` of `trials`.
    ///
    /// @throws IllegalArgumentException when wins is not in [0, trials] or p0 not inside (0, 1)
    public static double log(long wins, long trials, double p0) {
        if (wins < 0 || wins > trials) {
            throw new IllegalArgumentException("wins must be in [0, " + trials + "] but was " + wins);
        }
        if (!(p0 > 0 && p0 < 1)) {
            throw new IllegalArgumentException("p0 must be inside (0, 1) but was " + p0);
        }
        long losses = trials - wins;
        return LogBeta.of(wins + 1.0, losses + 1.0)
                + LogBeta.logAbove(p0, wins + 1.0, losses + 1.0)
                - wins * Math.log(p0)
                - (losses + 1) * Math.log1p(-p0);
    }

    /// Whether log E(p0) is at least `needed`. Asks for E only where its ceiling is high enough, which it hardly ever
    /// is while two models are alike: that makes a look after every pair cheap.
    static boolean reaches(double needed, long wins, long trials, double p0) {
        return logCeiling(wins, trials, p0) >= needed && log(wins, trials, p0) >= needed;
    }

    /// What log E(p0) cannot exceed: a mixture of likelihood ratios is at most their largest, which is n times the
    /// Kullback-Leibler divergence of w/n from p0, and 1 when less than p0 was won.
    static double logCeiling(long wins, long trials, double p0) {
        if (wins <= p0 * trials) {
            return 0;
        }
        long losses = trials - wins;
        double rate = (double) wins / trials;
        return wins * Math.log(rate / p0) + (losses == 0 ? 0 : losses * Math.log((1 - rate) / (1 - p0)));
    }
}

package dev.becas.abtesting.decision;

/// The figures of the rule; the defaults are those of `abtest` and `orchestrator` in `becas.yaml`.
///
/// @param alpha the most that a false promotion may happen, over all strata and looks
/// @param maxLossShareAct the share of the `act` stratum that a candidate may lose and still not be worse there
/// @param maxLossSharePass the same for `pass`, smaller because there are so many more of them
/// @param notWorse the share of its disagreements that a candidate must win to be called not worse
/// @param minPairs pairs before a promotion
/// @param minWinRate win rate over all strata before a promotion
/// @param maxPairs pairs after which the live model stays
/// @param maxDays days after which the live model stays
public record PromotionSettings(
        double alpha,
        double maxLossShareAct,
        double maxLossSharePass,
        double notWorse,
        long minPairs,
        double minWinRate,
        long maxPairs,
        int maxDays) {

    /// Labelled disagreements over all strata before a win rate means anything.
    public static final int MIN_DISAGREEMENTS = 30;

    /// Labelled disagreements from which a label class or a guild is judged by itself.
    public static final int MIN_GROUP_DISAGREEMENTS = 20;

    /// Pairs after which a candidate that hardly ever differs is called no different.
    public static final int SAME_AFTER_PAIRS = 1_000;

    /// Disagreements from which a candidate counts as different.
    public static final int SAME_BELOW_DISAGREEMENTS = 5;

    /// The defaults.
    public static final PromotionSettings DEFAULTS =
            new PromotionSettings(0.01, 0.05, 0.005, 0.35, 100, 0.65, 20_000, 30);

    /// Refuses figures with which the rule would mean nothing.
    public PromotionSettings {
        inside("alpha", alpha);
        inside("maxLossShare act", maxLossShareAct);
        inside("maxLossShare pass", maxLossSharePass);
        inside("notWorse", notWorse);
        if (!(minWinRate >= 0 && minWinRate <= 1)) {
            throw new IllegalArgumentException("minWinRateForPromotion must be in [0, 1] but was " + minWinRate);
        }
        if (minPairs < 1 || maxPairs < minPairs) {
            throw new IllegalArgumentException("pairs must have 1 <= minTestsBeforePromotion <= maxPairs but were "
                    + minPairs + " and " + maxPairs);
        }
        if (maxDays < 1) {
            throw new IllegalArgumentException("maxDays must be at least 1 but was " + maxDays);
        }
    }

    /// The evidence that a gate needs: the level is shared out over the strata.
    double logNeeded(int strata) {
        return Math.log(strata / alpha);
    }

    /// The loss share that is still no harm. A task without polarity has no other stratum that would ask for it.
    double maxLossShare(Stratum stratum) {
        return stratum == Stratum.ACT ? maxLossShareAct : maxLossSharePass;
    }

    /// The same rule with another floor under the win rate.
    public PromotionSettings withMinWinRate(double rate) {
        return new PromotionSettings(
                alpha, maxLossShareAct, maxLossSharePass, notWorse, minPairs, rate, maxPairs, maxDays);
    }

    /// The same rule with another limit of pairs.
    public PromotionSettings withMaxPairs(long pairs) {
        return new PromotionSettings(
                alpha, maxLossShareAct, maxLossSharePass, notWorse, minPairs, minWinRate, pairs, maxDays);
    }

    private static void inside(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be inside (0, 1) but was " + value);
        }
    }
}

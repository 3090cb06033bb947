package dev.becas.abtesting.decision;

import java.util.List;
import java.util.OptionalLong;

/// How many more pairs the gates would want if everything went on in the proportions seen so far.
final class MoreData {

    private static final double STEP = 1.05;
    /// Proportions seen once do not foretell further than this.
    private static final double FACTOR_MAX = 200;

    private MoreData() {}

    /// The estimate; empty when in these proportions no number of pairs would do.
    static OptionalLong pairs(PairTally tally) {
        if (tally.disagreements() == 0 || !Gates.winRate(tally) || !Gates.nobodyHarmed(tally)) {
            return OptionalLong.empty();
        }
        for (double factor = 1; factor <= FACTOR_MAX; factor *= STEP) {
            long pairs = (long) Math.ceil(tally.pairs() * factor);
            if (pairs >= tally.settings().minPairs() && gatesHold(tally, factor)) {
                return OptionalLong.of(pairs - tally.pairs());
            }
        }
        return OptionalLong.empty();
    }

    private static boolean gatesHold(PairTally tally, double factor) {
        List<StratumCounts> later =
                tally.counts().stream().map(counts -> counts.scaled(factor)).toList();
        long disagreements =
                later.stream().mapToLong(StratumCounts::disagreements).sum();
        return disagreements >= PromotionSettings.MIN_DISAGREEMENTS
                && later.stream().anyMatch(better -> isBetter(tally, better) && othersNotWorse(tally, later, better));
    }

    private static boolean isBetter(PairTally tally, StratumCounts later) {
        return tally.of(later.stratum()).shownBetter() || later.logBetter() >= tally.logNeeded();
    }

    private static boolean othersNotWorse(PairTally tally, List<StratumCounts> later, StratumCounts better) {
        PromotionSettings settings = tally.settings();
        return later.stream()
                .filter(other -> other.stratum() != better.stratum())
                .allMatch(other -> other.logNotWorse(settings.notWorse()) >= tally.logNeeded()
                        || other.logFewLosses(settings.maxLossShare(other.stratum())) >= tally.logNeeded());
    }
}

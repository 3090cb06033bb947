package dev.becas.abtesting.decision;

import java.util.List;

/// The gates of the rule, each a question to the counts.
final class Gates {

    private Gates() {}

    /// Gates 1 and 2: better in one stratum, and not worse in every other.
    static boolean betterAndNowhereWorse(PairTally tally) {
        if (!tally.betterSomewhere()) {
            return false;
        }
        for (Stratum stratum : tally.strata()) {
            if (tally.of(stratum).shownBetter() && notWorseElsewhere(tally, stratum)) {
                return true;
            }
        }
        return false;
    }

    private static boolean notWorseElsewhere(PairTally tally, Stratum better) {
        for (Stratum other : tally.strata()) {
            if (other != better && !tally.of(other).notWorse()) {
                return false;
            }
        }
        return true;
    }

    /// Gate 3: the floors of the configuration.
    static boolean floors(PairTally tally) {
        return enoughPairs(tally) && enoughDisagreements(tally) && winRate(tally) && nobodyHarmed(tally);
    }

    static boolean enoughPairs(PairTally tally) {
        return tally.pairs() >= tally.settings().minPairs();
    }

    static boolean enoughDisagreements(PairTally tally) {
        return tally.disagreements() >= PromotionSettings.MIN_DISAGREEMENTS;
    }

    static boolean winRate(PairTally tally) {
        return tally.wins() >= tally.settings().minWinRate() * tally.disagreements();
    }

    static boolean nobodyHarmed(PairTally tally) {
        return tally.harmed().isEmpty();
    }

    /// The candidate answers as the live model does.
    static boolean noDifference(PairTally tally) {
        return tally.pairs() >= PromotionSettings.SAME_AFTER_PAIRS
                && tally.differing() < PromotionSettings.SAME_BELOW_DISAGREEMENTS;
    }

    /// Gate 4: every guardrail holds.
    static boolean guardrails(List<Guardrail> guardrails) {
        return guardrails.stream().allMatch(Guardrail::holds);
    }

    /// log E of the weakest of gates 1 and 2, for the stratum that makes it strongest.
    static double weakestLogEvidence(PairTally tally) {
        double strongest = Double.NEGATIVE_INFINITY;
        for (Stratum better : tally.strata()) {
            double weakest = tally.of(better).highestLogBetter();
            for (Stratum other : tally.strata()) {
                if (other != better) {
                    weakest = Math.min(weakest, logNotWorse(tally, other));
                }
            }
            strongest = Math.max(strongest, weakest);
        }
        return strongest;
    }

    /// log E of the strongest evidence against the candidate.
    static double strongestLogHarm(PairTally tally) {
        return tally.counts().stream()
                .mapToDouble(StratumCounts::logWorse)
                .max()
                .orElse(0);
    }

    static double logNotWorse(PairTally tally, Stratum stratum) {
        StratumCounts counts = tally.of(stratum).counts();
        return Math.max(
                counts.logNotWorse(tally.settings().notWorse()),
                counts.logFewLosses(tally.settings().maxLossShare(stratum)));
    }
}

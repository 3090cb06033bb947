package dev.becas.abtesting.decision;

import java.util.List;

/// The rule by which a shadow test ends.
///
/// 1. *Better somewhere*: in one stratum the candidate has been shown to win more than half.
/// 2. *Worse nowhere*: in every other stratum it wins enough, or loses next to nothing.
/// 3. *Floors*: pairs, disagreements, win rate, no label class and no guild harmed.
/// 4. *Guardrails*: errors, service time, sample ratio, gold set.
///
/// All four promote. Evidence against the candidate in any stratum keeps the live model, and it comes first: it weighs
/// more than a gate that holds by tolerance.
public final class PromotionRule {

    private PromotionRule() {}

    /// Where the test stands after the pairs so far. Cheap enough to be asked after every one of them.
    ///
    /// @param guardrailsHold whether gate 4 holds
    /// @param timeIsUp whether the days of the test have run out
    public static Standing standing(PairTally tally, boolean guardrailsHold, boolean timeIsUp) {
        if (tally.worseSomewhere()) {
            return Standing.WORSE;
        }
        if (Gates.noDifference(tally)) {
            return Standing.NO_DIFFERENCE;
        }
        if (guardrailsHold && Gates.betterAndNowhereWorse(tally) && Gates.floors(tally)) {
            return Standing.ALL_HOLD;
        }
        return timeIsUp || tally.pairs() >= tally.settings().maxPairs() ? Standing.LIMIT : Standing.OPEN;
    }

    /// The same with its reasons.
    public static PromotionDecision decide(PairTally tally, List<Guardrail> guardrails, boolean timeIsUp) {
        Standing standing = standing(tally, Gates.guardrails(guardrails), timeIsUp);
        double logEvidence =
                standing == Standing.WORSE ? Gates.strongestLogHarm(tally) : Gates.weakestLogEvidence(tally);
        return new PromotionDecision(
                standing,
                confidence(logEvidence),
                Sentences.reasons(tally, guardrails, standing, timeIsUp),
                guardrails);
    }

    /// 1 - min(1, 1/E).
    private static double confidence(double logEvidence) {
        return logEvidence <= 0 ? 0 : -Math.expm1(-logEvidence);
    }
}

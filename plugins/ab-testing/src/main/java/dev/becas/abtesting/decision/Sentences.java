package dev.becas.abtesting.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// The rule's reasons, in sentences that an admin can read to the end.
final class Sentences {

    /// Evidence past this is told as "over a million".
    private static final double TOLD_MAX = 1e6;

    private Sentences() {}

    static List<String> reasons(PairTally tally, List<Guardrail> guardrails, Standing standing, boolean timeIsUp) {
        List<String> reasons = new ArrayList<>();
        reasons.add(opening(tally, standing, timeIsUp));
        for (Stratum stratum : tally.strata()) {
            reasons.add(stratum(tally, stratum));
        }
        reasons.add(floors(tally));
        if (!Gates.nobodyHarmed(tally)) {
            reasons.add("There is evidence against B in " + String.join(", ", tally.harmed()) + ".");
        }
        guardrails.stream()
                .filter(guardrail -> !guardrail.holds())
                .forEach(guardrail ->
                        reasons.add("Guardrail " + guardrail.name() + " does not hold: " + guardrail.detail()));
        if (standing == Standing.OPEN) {
            reasons.add(estimate(tally));
        }
        return reasons;
    }

    private static String opening(PairTally tally, Standing standing, boolean timeIsUp) {
        return switch (standing) {
            case WORSE -> "Keep A: B is worse in at least one kind of item.";
            case NO_DIFFERENCE ->
                say("Keep A: no difference, %d pairs show %d disagreements.", tally.pairs(), tally.differing());
            case ALL_HOLD -> say("Promote B: every gate holds after %d pairs.", tally.pairs());
            case LIMIT ->
                say(
                        "Keep A: the limit of %s is reached and this was missing: %s.",
                        timeIsUp
                                ? tally.settings().maxDays() + " days"
                                : tally.settings().maxPairs() + " pairs",
                        String.join(", ", missing(tally)));
            case OPEN ->
                say(
                        "Need more data: after %d pairs this is missing: %s.",
                        tally.pairs(), String.join(", ", missing(tally)));
        };
    }

    private static List<String> missing(PairTally tally) {
        List<String> missing = new ArrayList<>();
        if (!tally.betterSomewhere()) {
            missing.add("evidence that B is better somewhere");
        } else if (!Gates.betterAndNowhereWorse(tally)) {
            missing.add("evidence that B is worse nowhere");
        }
        if (!Gates.enoughPairs(tally)) {
            missing.add(tally.settings().minPairs() + " pairs");
        }
        if (!Gates.enoughDisagreements(tally)) {
            missing.add(PromotionSettings.MIN_DISAGREEMENTS + " labelled disagreements");
        }
        if (!Gates.winRate(tally)) {
            missing.add(say("a win rate of %.0f %%", 100 * tally.settings().minWinRate()));
        }
        if (!Gates.nobodyHarmed(tally)) {
            missing.add("no evidence against B in any label class or guild");
        }
        return missing.isEmpty() ? List.of("guardrails that hold") : missing;
    }

    private static String stratum(PairTally tally, Stratum stratum) {
        StratumEvidence evidence = tally.of(stratum);
        StratumCounts counts = evidence.counts();
        String needed = evidence(tally.logNeeded());
        String seen = say(
                "On %s B won %d of %d disagreements and both agreed %d times",
                stratum.wireName(), counts.wins(), counts.disagreements(), counts.agreed());
        if (evidence.worse()) {
            return say(
                    "%s: the evidence that B is worse is %s (%s is enough).",
                    seen, evidence(counts.logWorse()), needed);
        }
        if (evidence.shownBetter()) {
            return say(
                    "%s: the evidence that B is better reached %s (needs %s).",
                    seen, evidence(evidence.highestLogBetter()), needed);
        }
        double upper = AnytimeUpperBound.of(
                counts.losses(),
                counts.disagreements() + counts.agreed(),
                tally.settings().alpha() / tally.strata().size());
        return say(
                "%s: the evidence that B is better is at most %s so far (needs %s); that it is %s, with %s against a"
                        + " win share of %.2f and at most %.2f %% lost (%.2f %% may be).",
                seen,
                evidence(evidence.highestLogBetter()),
                needed,
                evidence.notWorse() ? "not worse is shown" : "not worse is not shown yet",
                evidence(counts.logNotWorse(tally.settings().notWorse())),
                tally.settings().notWorse(),
                100 * upper,
                100 * tally.settings().maxLossShare(stratum));
    }

    private static String floors(PairTally tally) {
        Interval interval = WilsonInterval.of(tally.wins(), tally.disagreements());
        return say(
                "Over all, B won %d of %d labelled disagreements (95 %% interval %.0f to %.0f %%; needs %.0f %% of at"
                        + " least %d).",
                tally.wins(),
                tally.disagreements(),
                100 * interval.lower(),
                100 * interval.upper(),
                100 * tally.settings().minWinRate(),
                PromotionSettings.MIN_DISAGREEMENTS);
    }

    private static String estimate(PairTally tally) {
        OptionalLong more = MoreData.pairs(tally);
        long left = tally.settings().maxPairs() - tally.pairs();
        if (more.isEmpty()) {
            return "In the proportions seen so far no number of pairs would promote B.";
        }
        if (more.getAsLong() == 0) {
            return "The counts would promote B; it waits for the guardrails.";
        }
        return say(
                "In the proportions seen so far about %d more pairs are needed%s.",
                more.getAsLong(), more.getAsLong() > left ? say(", more than the %d that are left", left) : "");
    }

    private static String evidence(double logarithm) {
        double value = Math.exp(logarithm);
        return value > TOLD_MAX ? "over a million" : say(value < 10 ? "%.2f" : "%.0f", value);
    }

    private static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}

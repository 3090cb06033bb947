package dev.becas.abtesting;

import dev.becas.abtesting.decision.Guardrail;
import dev.becas.abtesting.decision.Interval;
import dev.becas.abtesting.decision.PairTally;
import dev.becas.abtesting.decision.PromotionDecision;
import dev.becas.abtesting.decision.PromotionRule;
import dev.becas.abtesting.decision.StratumCounts;
import dev.becas.abtesting.decision.WilsonInterval;
import dev.becas.kernel.model.ComparisonReport;
import dev.becas.kernel.model.ComparisonReport.WinRate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts a test's report together: what was counted, what the rule says of it, and the figures that people ask for.
///
/// @param decision what the rule says
/// @param report the whole
record Comparison(PromotionDecision decision, ComparisonReport report) {

    static Comparison of(
            ShadowTest test, List<ShadowPair> pairs, Map<String, Truth> truths, List<Guardrail> guards, Instant now) {
        boolean guardrailsHold = guards.stream().allMatch(Guardrail::holds);
        PairSequence sequence = new PairSequence(test, truths, now).read(pairs, guardrailsHold);
        PairTally tally = sequence.tally();
        PromotionDecision decision = PromotionRule.decide(tally, guards, !now.isBefore(test.ends()));
        long wins = tally.wins();
        long losses = tally.disagreements() - wins;
        return new Comparison(
                decision,
                new ComparisonReport(
                        test.live(),
                        test.shadow(),
                        test.category(),
                        (int) tally.pairs(),
                        (int) sequence.labelled(),
                        (int) sequence.disagreements(),
                        winRates(tally),
                        tally.pairs() == 0 ? 0 : (double) (wins - losses) / tally.pairs(),
                        sequence.meanConfidenceDelta(),
                        Guards.latencyDelta(pairs),
                        sequence.qualityScore(),
                        decision.winner(),
                        decision.confidence(),
                        decision.recommendation().wireName(),
                        reasoning(test, sequence, decision),
                        guards.stream()
                                .map(guard ->
                                        new ComparisonReport.Guardrail(guard.name(), guard.holds(), guard.detail()))
                                .toList()));
    }

    private static List<String> reasoning(ShadowTest test, PairSequence sequence, PromotionDecision decision) {
        List<String> reasoning = new ArrayList<>(decision.reasoning());
        if (sequence.expired() > 0) {
            reasoning.add(sequence.expired()
                    + " disagreements got no label in time, or an even split of opinions; they count as B's losses.");
        }
        if (test.aa()) {
            reasoning.add("This was an A/A test of one model against itself: "
                    + sequence.tally().differing() + " pairs differ, and none should.");
        }
        return reasoning;
    }

    private static Map<String, WinRate> winRates(PairTally tally) {
        Map<String, WinRate> rates = new TreeMap<>();
        for (StratumCounts counts : tally.counts()) {
            rates.put(counts.stratum().wireName(), rate(counts.wins(), counts.disagreements()));
        }
        rates.put("all", rate(tally.wins(), tally.disagreements()));
        return rates;
    }

    private static WinRate rate(long wins, long n) {
        Interval interval = WilsonInterval.of(wins, n);
        return new WinRate(n == 0 ? 0 : (double) wins / n, interval.lower(), interval.upper(), (int) n);
    }
}

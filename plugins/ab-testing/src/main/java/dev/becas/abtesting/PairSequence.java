package dev.becas.abtesting;

import dev.becas.abtesting.ShadowPair.Said;
import dev.becas.abtesting.decision.Outcome;
import dev.becas.abtesting.decision.PairTally;
import dev.becas.abtesting.decision.PromotionRule;
import dev.becas.abtesting.decision.Standing;
import dev.becas.abtesting.decision.Stratum;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.category.Polarity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Leads the pairs of a test into its tally, one by one in their order, up to the oldest disagreement that still waits
/// for a label. The rule is looked at after each, so it does not matter how often the clock ticks.
final class PairSequence {

    private final Category category;
    private final PairTally tally;
    private final Map<String, Truth> truths;
    private final Instant now;

    private long labelled;
    private long disagreements;
    private long expired;
    private long audited;
    private long auditedRight;
    private double confidenceDelta;

    PairSequence(ShadowTest test, Map<String, Truth> truths, Instant now) {
        this.category = Categories.named(test.category());
        this.tally = new PairTally(test.plan().rule(), category.hasPolarity() ? Stratum.POLAR : Stratum.SINGLE);
        this.truths = truths;
        this.now = now;
    }

    /// Reads the pairs until one waits for its label or the rule has spoken.
    PairSequence read(List<ShadowPair> pairs, boolean guardrailsHold) {
        for (ShadowPair pair : pairs) {
            Said shadow = pair.shadow();
            if (shadow == null) {
                continue;
            }
            if (pair.differs() && waits(pair)) {
                return this;
            }
            confidenceDelta += shadow.confidence() - pair.live().confidence();
            if (pair.differs()) {
                differ(pair, shadow.label());
            } else {
                agree(pair);
            }
            if (PromotionRule.standing(tally, guardrailsHold, false) != Standing.OPEN) {
                return this;
            }
        }
        return this;
    }

    private boolean waits(ShadowPair pair) {
        Instant due = pair.due();
        return truth(pair).people() < pair.opinions() && due != null && now.isBefore(due);
    }

    private void agree(ShadowPair pair) {
        tally.agree(stratum(pair.live().label()));
        truth(pair).label().ifPresent(label -> {
            labelled++;
            audited++;
            auditedRight += label.equals(pair.live().label()) ? 1 : 0;
        });
    }

    private void differ(ShadowPair pair, String shadowLabel) {
        String liveLabel = pair.live().label();
        boolean named = truth(pair).label().isPresent();
        labelled += named ? 1 : 0;
        expired += named ? 0 : 1;
        String truth = truth(pair).label().orElse(liveLabel);
        if (stratum(liveLabel) == stratum(shadowLabel) && category.hasPolarity()) {
            tally.differWithin(stratum(liveLabel), byLabel(liveLabel, shadowLabel, truth), truth, pair.guild());
        } else {
            disagreements++;
            Outcome outcome =
                    category.hasPolarity() ? byPolarity(shadowLabel, truth) : byLabel(liveLabel, shadowLabel, truth);
            tally.differ(stratum(truth), outcome, truth, pair.guild());
        }
    }

    private Outcome byPolarity(String shadowLabel, String truth) {
        return stratum(shadowLabel) == stratum(truth) ? Outcome.WIN : Outcome.LOSS;
    }

    private static Outcome byLabel(String liveLabel, String shadowLabel, String truth) {
        if (truth.equals(shadowLabel)) {
            return Outcome.WIN;
        }
        return truth.equals(liveLabel) ? Outcome.LOSS : Outcome.NEITHER;
    }

    private Stratum stratum(String label) {
        if (!category.hasPolarity()) {
            return Stratum.ALL;
        }
        return category.polarity(label) == Polarity.ACT ? Stratum.ACT : Stratum.PASS;
    }

    private Truth truth(ShadowPair pair) {
        return truths.getOrDefault(PairTable.key(pair.guild(), pair.message()), Truth.NONE);
    }

    PairTally tally() {
        return tally;
    }

    /// Pairs whose truth a person has named.
    long labelled() {
        return labelled;
    }

    /// Pairs with different polarity (in a task without one: with different labels).
    long disagreements() {
        return disagreements;
    }

    /// Differing pairs that nobody labelled in time, or evenly contradicted: the candidate's losses.
    long expired() {
        return expired;
    }

    /// B's mean confidence minus A's.
    double meanConfidenceDelta() {
        return tally.pairs() == 0 ? 0 : confidenceDelta / tally.pairs();
    }

    /// The estimated share of B's answers that are right: disagreements as they were labelled, agreements as the audit
    /// found them (one of two before there is an audit).
    double qualityScore() {
        if (tally.pairs() == 0) {
            return 0;
        }
        double agreed = tally.pairs() - tally.disagreements();
        return (tally.wins() + agreed * (auditedRight + 1) / (audited + 2)) / tally.pairs();
    }
}

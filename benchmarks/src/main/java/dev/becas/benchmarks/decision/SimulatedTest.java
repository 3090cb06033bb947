package dev.becas.benchmarks.decision;

import dev.becas.abtesting.decision.Outcome;
import dev.becas.abtesting.decision.PairTally;
import dev.becas.abtesting.decision.PromotionRule;
import dev.becas.abtesting.decision.PromotionSettings;
import dev.becas.abtesting.decision.Standing;
import dev.becas.abtesting.decision.Stratum;
import java.util.SplittableRandom;

/// One shadow test of two simulated models, looked at after every pair or more seldom. Every disagreement is labelled
/// at once.
final class SimulatedTest {

    private static final String LABEL = "any";
    private static final String GUILD = "any";

    /// How a test ended.
    ///
    /// @param standing why it ended
    /// @param pairs after how many pairs
    /// @param disagreements how many of them were disagreements
    record End(Standing standing, long pairs, long disagreements) {}

    // The six kinds of pair, as the upper ends of their shares of [0, 1), the commonest first.
    private final double agreePass;
    private final double agreeAct;
    private final double winAct;
    private final double lossAct;
    private final double winPass;
    private final PromotionSettings settings;
    private final int lookEvery;

    SimulatedTest(Scenario scenario, long maxPairs) {
        double act = scenario.prevalence();
        double pass = 1 - act;
        double recallA = scenario.live().recall();
        double recallB = scenario.candidate().recall();
        double falseA = scenario.live().falsePositiveRate();
        double falseB = scenario.candidate().falsePositiveRate();
        agreePass = pass * (1 - falseA) * (1 - falseB) + act * (1 - recallA) * (1 - recallB);
        agreeAct = agreePass + act * recallA * recallB + pass * falseA * falseB;
        winAct = agreeAct + act * (1 - recallA) * recallB;
        lossAct = winAct + act * recallA * (1 - recallB);
        winPass = lossAct + pass * falseA * (1 - falseB);
        lookEvery = scenario.lookEvery();
        settings = PromotionSettings.DEFAULTS.withMaxPairs(maxPairs).withMinWinRate(scenario.minWinRate());
    }

    End run(SplittableRandom random) {
        PairTally tally = new PairTally(settings, Stratum.POLAR);
        while (true) {
            for (int i = 0; i < lookEvery; i++) {
                addPair(tally, random.nextDouble());
            }
            Standing standing = PromotionRule.standing(tally, true, false);
            if (standing != Standing.OPEN) {
                return new End(standing, tally.pairs(), tally.differing());
            }
        }
    }

    private void addPair(PairTally tally, double draw) {
        if (draw < agreePass) {
            tally.agree(Stratum.PASS);
        } else if (draw < agreeAct) {
            tally.agree(Stratum.ACT);
        } else if (draw < winAct) {
            tally.differ(Stratum.ACT, Outcome.WIN, LABEL, GUILD);
        } else if (draw < lossAct) {
            tally.differ(Stratum.ACT, Outcome.LOSS, LABEL, GUILD);
        } else if (draw < winPass) {
            tally.differ(Stratum.PASS, Outcome.WIN, LABEL, GUILD);
        } else {
            tally.differ(Stratum.PASS, Outcome.LOSS, LABEL, GUILD);
        }
    }
}

package dev.becas.abtesting.decision;

/// The running evidence of one stratum. What a disagreement changes is worked out when it comes; an agreement only
/// counts, so a look after every pair costs a few comparisons.
final class StratumEvidence {

    private static final long NOT_WORKED_OUT = -1;

    private final Stratum stratum;
    private final PromotionSettings settings;
    private final double logNeeded;
    private final double alpha;

    private long wins;
    private long losses;
    private long agreed;
    private double highestLogBetter;
    private boolean worse;
    private boolean winsEnough;
    private long trialsNeeded = NOT_WORKED_OUT;

    StratumEvidence(Stratum stratum, PromotionSettings settings, int strata) {
        this.stratum = stratum;
        this.settings = settings;
        this.logNeeded = settings.logNeeded(strata);
        this.alpha = settings.alpha() / strata;
    }

    void agree() {
        agreed++;
    }

    void win() {
        wins++;
        workOut();
    }

    void lose() {
        losses++;
        trialsNeeded = NOT_WORKED_OUT;
        workOut();
    }

    private void workOut() {
        long trials = wins + losses;
        if (EValue.logCeiling(wins, trials, StratumCounts.EVEN) > highestLogBetter) {
            highestLogBetter = Math.max(highestLogBetter, counts().logBetter());
        }
        worse = EValue.reaches(logNeeded, losses, trials, StratumCounts.EVEN);
        winsEnough = EValue.reaches(logNeeded, wins, trials, settings.notWorse());
    }

    /// Once shown, it stays shown.
    boolean shownBetter() {
        return highestLogBetter >= logNeeded;
    }

    boolean worse() {
        return worse;
    }

    boolean notWorse() {
        return winsEnough || losesLittle();
    }

    private boolean losesLittle() {
        if (trialsNeeded == NOT_WORKED_OUT) {
            trialsNeeded = AnytimeUpperBound.trialsNeeded(losses, settings.maxLossShare(stratum), alpha);
        }
        return wins + losses + agreed >= trialsNeeded;
    }

    double highestLogBetter() {
        return highestLogBetter;
    }

    StratumCounts counts() {
        return new StratumCounts(stratum, wins, losses, agreed);
    }
}

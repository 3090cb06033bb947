package dev.becas.abtesting.decision;

/// What has been seen of one stratum.
///
/// @param stratum whose counts these are
/// @param wins labelled disagreements on which the candidate was right (w)
/// @param losses labelled disagreements on which it was wrong, expired labels included (n - w)
/// @param agreed pairs on which both models answered this polarity (m); their truth is not needed
public record StratumCounts(Stratum stratum, long wins, long losses, long agreed) {

    static final double EVEN = 0.5;

    /// Refuses negative counts.
    public StratumCounts {
        if (wins < 0 || losses < 0 || agreed < 0) {
            throw new IllegalArgumentException("counts of " + stratum + " must not be negative but were " + wins
                    + " wins, " + losses + " losses, " + agreed + " agreed");
        }
    }

    /// Labelled disagreements (n).
    public long disagreements() {
        return wins + losses;
    }

    /// log E that the candidate wins more than half.
    public double logBetter() {
        return EValue.log(wins, disagreements(), EVEN);
    }

    /// log E that the candidate loses more than half.
    public double logWorse() {
        return EValue.log(losses, disagreements(), EVEN);
    }

    /// log E that the candidate wins more than the share `notWorse`.
    public double logNotWorse(double notWorse) {
        return EValue.log(wins, disagreements(), notWorse);
    }

    /// log evidence that the candidate's losses are below `share` of the stratum.
    public double logFewLosses(double share) {
        return AnytimeUpperBound.logEvidenceBelow(losses, disagreements() + agreed, share);
    }

    /// The same proportions after `factor` times as many pairs, rounded down where it favours the candidate.
    StratumCounts scaled(double factor) {
        return new StratumCounts(
                stratum, (long) (wins * factor), (long) Math.ceil(losses * factor), (long) (agreed * factor));
    }
}

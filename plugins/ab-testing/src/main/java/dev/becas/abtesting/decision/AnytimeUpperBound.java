package dev.becas.abtesting.decision;

/// The largest loss share that the losses so far still leave possible, at any time of looking.
///
/// A confidence sequence from a beta-binomial mixture with a uniform prior: with the true share p,
/// `M(p) = Beta(L+1, N-L+1) / (p^L * (1-p)^(N-L))` is a martingale from 1, so it reaches 1/alpha with a probability of
/// at most alpha, ever. The bound is the largest p with `M(p) < 1/alpha`.
public final class AnytimeUpperBound {

    private static final int HALVINGS = 100;
    /// No test is longer than this; a search that gets here says "never".
    private static final long TRIALS_MAX = 1L << 40;

    private AnytimeUpperBound() {}

    /// The upper bound, in [losses / trials, 1], at level `alpha`; 1 when nothing was tried.
    public static double of(long losses, long trials, double alpha) {
        check(losses, trials);
        if (losses == trials) {
            return 1;
        }
        double needed = -Math.log(alpha);
        double below = (double) losses / trials;
        double above = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (below + above) / 2;
            if (logMartingale(losses, trials, middle) < needed) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return above;
    }

    /// The logarithm of the evidence that the loss share is below `share`; 0 where more than that was lost.
    public static double logEvidenceBelow(long losses, long trials, double share) {
        check(losses, trials);
        boolean under = losses < share * trials;
        return under ? logMartingale(losses, trials, share) : 0;
    }

    /// The fewest trials after which `losses` give an upper bound of at most `share` at level `alpha`.
    ///
    /// With the losses held, evidence only falls while they are more than the share and only rises after that, so the
    /// bound stays under the share from this number on: what makes a look after every pair a comparison of integers.
    public static long trialsNeeded(long losses, double share, double alpha) {
        double needed = -Math.log(alpha);
        long tooFew = (long) Math.ceil((losses + 1) / share);
        long enough = Math.max(2, tooFew);
        while (logEvidenceBelow(losses, enough, share) < needed) {
            if (enough >= TRIALS_MAX) {
                return Long.MAX_VALUE;
            }
            tooFew = enough;
            enough *= 2;
        }
        while (enough - tooFew > 1) {
            long middle = (tooFew + enough) >>> 1;
            if (logEvidenceBelow(losses, middle, share) < needed) {
                tooFew = middle;
            } else {
                enough = middle;
            }
        }
        return enough;
    }

    private static double logMartingale(long losses, long trials, double share) {
        long rest = trials - losses;
        double likelihood = (losses == 0 ? 0 : losses * Math.log(share)) + (rest == 0 ? 0 : rest * Math.log1p(-share));
        return LogBeta.of(losses + 1.0, rest + 1.0) - likelihood;
    }

    private static void check(long losses, long trials) {
        if (losses < 0 || losses > trials) {
            throw new IllegalArgumentException("losses must be in [0, " + trials + "] but was " + losses);
        }
    }
}

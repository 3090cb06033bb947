package dev.becas.abtesting.decision;

/// Wilson's score interval of a share: what a report shows beside a rate.
///
/// It is for the reader's eye only. A Wilson bound that is looked at again and again promotes an equal model in a fifth
/// of all tests, so no gate of the decision uses it.
public final class WilsonInterval {

    /// The normal quantile of a two-sided 95 % interval.
    private static final double Z95 = 1.959963984540054;

    private WilsonInterval() {}

    /// The 95 % interval of `hits` out of `trials`; [0, 1] when nothing was tried.
    public static Interval of(long hits, long trials) {
        if (hits < 0 || hits > trials) {
            throw new IllegalArgumentException("hits must be in [0, " + trials + "] but was " + hits);
        }
        if (trials == 0) {
            return new Interval(0, 1);
        }
        double n = trials;
        double rate = hits / n;
        double zz = Z95 * Z95;
        double centre = (rate + zz / (2 * n)) / (1 + zz / n);
        double half = Z95 * Math.sqrt(rate * (1 - rate) / n + zz / (4 * n * n)) / (1 + zz / n);
        return new Interval(
                hits == 0 ? 0 : Math.max(0, centre - half), hits == trials ? 1 : Math.min(1, centre + half));
    }
}

package dev.becas.datasets;

import java.util.List;

/// Seeded chance that rolls the same on every machine and JDK: SplitMix64 (Steele, Lea, Flood, "Fast Splittable
/// Pseudorandom Number Generators", OOPSLA 2014) and the exact functions of [StrictMath].
final class Dice {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    Dice(long seed) {
        this.state = seed;
    }

    /// One step of SplitMix64 as a plain function: turns a seed into another one.
    static long mix(long seed) {
        long z = seed + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private long next() {
        long rolled = mix(state);
        state += GOLDEN_GAMMA;
        return rolled;
    }

    /// A number in [0, 1).
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /// A whole number in [0, bound).
    int below(int bound) {
        return (int) (unit() * bound);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    <T> T pick(List<T> items) {
        return items.get(below(items.size()));
    }

    /// Waiting time between events that happen once in `mean`.
    double exponential(double mean) {
        return -mean * StrictMath.log(1 - unit());
    }

    double logNormal(double mu, double sigma) {
        return StrictMath.exp(mu + sigma * gaussian());
    }

    /// At least 1, with a tail that is the longer the smaller `alpha` is.
    double pareto(double alpha) {
        return StrictMath.pow(1 - unit(), -1 / alpha);
    }

    private double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * Math.PI * unit());
    }
}

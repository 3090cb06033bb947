package dev.becas.abtesting.decision;

import java.util.List;

/// Pearson's chi-square: could these counts have come from those shares?
///
/// Used for the sample ratio: when the share of requests that reached the shadow model is not the configured one, some
/// of them were lost on the way, and a test on the rest compares two different kinds of traffic.
public final class ChiSquare {

    private static final double PRECISION = 1e-16;
    private static final double TINY = 1e-300;
    private static final int STEPS_MAX = 10_000;

    private ChiSquare() {}

    /// The p-value of all samples together, one degree of freedom each; 1 when nothing was eligible. A rate of 0 or 1
    /// leaves nothing to chance: there a single request too many or too few gives 0.
    public static double sampleRatioPValue(List<Sample> samples) {
        double statistic = 0;
        int degreesOfFreedom = 0;
        for (Sample sample : samples) {
            double expected = sample.rate() * sample.eligible();
            double variance = expected * (1 - sample.rate());
            if (variance > 0) {
                double difference = sample.sampled() - expected;
                statistic += difference * difference / variance;
                degreesOfFreedom++;
            } else if (sample.sampled() != Math.round(expected)) {
                return 0;
            }
        }
        return degreesOfFreedom == 0 ? 1 : upperTail(statistic, degreesOfFreedom);
    }

    /// The share of a chi-square distribution above `statistic`.
    static double upperTail(double statistic, int degreesOfFreedom) {
        double a = degreesOfFreedom / 2.0;
        double x = statistic / 2;
        if (x <= 0) {
            return 1;
        }
        double logFront = a * Math.log(x) - x - logGammaOfHalves(degreesOfFreedom);
        return x < a + 1 ? 1 - Math.exp(logFront) * series(a, x) : Math.exp(logFront) * fraction(a, x);
    }

    /// log Gamma(halves / 2) by its recurrence from Gamma(1/2) or Gamma(1).
    private static double logGammaOfHalves(int halves) {
        double z = halves % 2 == 0 ? 1 : 0.5;
        double sum = halves % 2 == 0 ? 0 : 0.5 * Math.log(Math.PI);
        for (; z < halves / 2.0; z++) {
            sum += Math.log(z);
        }
        return sum;
    }

    /// The lower incomplete gamma function over x^a e^-x, DLMF 8.7.1.
    private static double series(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int step = 1; step < STEPS_MAX && term > sum * PRECISION; step++) {
            term *= x / (a + step);
            sum += term;
        }
        return sum;
    }

    /// The upper incomplete gamma function over x^a e^-x, DLMF 8.9.2 by Lentz's method.
    private static double fraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double value = d;
        for (int step = 1; step < STEPS_MAX; step++) {
            double coefficient = -step * (step - a);
            b += 2;
            d = 1 / (coefficient * d + b);
            c = b + coefficient / c;
            double change = d * c;
            value *= change;
            if (Math.abs(change - 1) <= PRECISION) {
                break;
            }
        }
        return value;
    }
}

package dev.becas.abtesting.decision;

/// The beta function and the regularised incomplete beta function, in natural logarithms.
///
/// Logarithms all the way: a tail of 10^-5000 is the number -11513, not zero, so nothing has to be floored. Accurate
/// to about 1e-13 relative to the sizes that meet in a sum.
///
/// Source: the continued fraction of DLMF 8.17.22, evaluated by Lentz's method; Stirling's series, DLMF 5.11.1.
final class LogBeta {

    private static final double LOG_SQRT_TWO_PI = 0.9189385332046727;
    private static final double STIRLING_FROM = 16;
    private static final double TINY = 1e-300;
    private static final double PRECISION = 1e-16;
    /// The fraction needs about the square root of its parameters in steps: this serves 10^9 trials and more.
    private static final int STEPS_MAX = 200_000;

    private LogBeta() {}

    /// log B(a, b), for positive a and b.
    static double of(double a, double b) {
        double shift = 0;
        double x = a;
        double y = b;
        for (; x < STIRLING_FROM; x++) {
            shift += Math.log((x + y) / x);
        }
        for (; y < STIRLING_FROM; y++) {
            shift += Math.log((x + y) / y);
        }
        double sum = x + y;
        return shift
                + LOG_SQRT_TWO_PI
                + (x - 0.5) * logShare(x, y)
                + (y - 0.5) * logShare(y, x)
                - 0.5 * Math.log(sum)
                + stirlingRest(x)
                + stirlingRest(y)
                - stirlingRest(sum);
    }

    /// log I_x(a, b): the share of a Beta(a, b) distribution below x.
    static double logBelow(double x, double a, double b) {
        if (x <= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (x >= 1) {
            return 0;
        }
        return x < (a + 1) / (a + b + 2) ? logTail(x, a, b) : logOneMinusExp(logTail(1 - x, b, a));
    }

    /// log (1 - I_x(a, b)): the share of a Beta(a, b) distribution above x.
    static double logAbove(double x, double a, double b) {
        return logBelow(1 - x, b, a);
    }

    /// log I_x(a, b) on the side where it is the smaller part, which is where the fraction converges fast.
    private static double logTail(double x, double a, double b) {
        return a * Math.log(x) + b * Math.log1p(-x) - of(a, b) + Math.log(fraction(x, a, b) / a);
    }

    private static double logOneMinusExp(double logarithm) {
        return Math.log1p(-Math.exp(logarithm));
    }

    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int step = 1; step <= STEPS_MAX; step++) {
            double even = step * (b - step) * x / ((a + 2.0 * step - 1) * (a + 2.0 * step));
            d = 1 / awayFromZero(1 + even * d);
            c = awayFromZero(1 + even / c);
            value *= d * c;
            double odd = -(a + step) * (a + b + step) * x / ((a + 2.0 * step) * (a + 2.0 * step + 1));
            d = 1 / awayFromZero(1 + odd * d);
            c = awayFromZero(1 + odd / c);
            double change = d * c;
            value *= change;
            if (Math.abs(change - 1) <= PRECISION) {
                return value;
            }
        }
        throw new IllegalStateException(
                "incomplete beta did not converge in " + STEPS_MAX + " steps: x " + x + ", a " + a + ", b " + b);
    }

    private static double awayFromZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /// log (x / (x + y)) without loss when y is small beside x.
    private static double logShare(double x, double y) {
        return y < x ? -Math.log1p(y / x) : Math.log(x / (x + y));
    }

    /// What Stirling's formula for log Gamma leaves over, for z >= 16: the next term is below 1e-16.
    private static double stirlingRest(double z) {
        double inverseSquare = 1 / (z * z);
        return (1.0 / 12
                        - inverseSquare
                                * (1.0 / 360
                                        - inverseSquare
                                                * (1.0 / 1260 - inverseSquare * (1.0 / 1680 - inverseSquare / 1188))))
                / z;
    }
}

package dev.becas.orchestrator.promotion;

/// Fisher's exact test, one-sided: is a share higher than another by more than chance? (Fisher, 1922.) Exact at any
/// size, which matters for the few corrections of a day.
final class FisherTest {
    private FisherTest() {}

    /// The probability of at least `hits` among `of`, given `otherHits` among `otherOf` and no difference between both.
    static double pHigher(long hits, long of, long otherHits, long otherOf) {
        long allHits = hits + otherHits;
        double p = 0;
        for (long k = hits; k <= Math.min(allHits, of); k++) {
            if (allHits - k <= otherOf) {
                p += Math.exp(logChoose(of, k) + logChoose(otherOf, allHits - k) - logChoose(of + otherOf, allHits));
            }
        }
        return Math.min(1, p);
    }

    private static double logChoose(long n, long k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    /// Stirling's series; its error is below 1e-9 from 10 on, and below that the product is exact.
    private static double logFactorial(long n) {
        if (n < 10) {
            double product = 1;
            for (long i = 2; i <= n; i++) {
                product *= i;
            }
            return Math.log(product);
        }
        double x = n + 1.0;
        return (x - 0.5) * Math.log(x)
                - x
                + 0.5 * Math.log(2 * Math.PI)
                + 1 / (12 * x)
                - 1 / (360 * x * x * x)
                + 1 / (1260 * Math.pow(x, 5));
    }
}

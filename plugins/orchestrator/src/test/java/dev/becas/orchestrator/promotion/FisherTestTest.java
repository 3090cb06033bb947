package dev.becas.orchestrator.promotion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FisherTestTest {
    @ParameterizedTest
    @CsvSource({"3,4,1,4", "8,10,1,6", "0,5,2,7", "5,5,0,300", "12,40,30,400", "1,1,1,1", "30,200,40,5000"})
    void agreesWithExactArithmetic(long hits, long of, long otherHits, long otherOf) {
        assertEquals(exact(hits, of, otherHits, otherOf), FisherTest.pHigher(hits, of, otherHits, otherOf), 1e-7);
    }

    @Test
    void knowsTheLadyTastingTea() {
        assertEquals(17.0 / 70, FisherTest.pHigher(3, 4, 1, 4), 1e-9);
    }

    @Test
    void nothingCountedIsNoEvidence() {
        assertEquals(1, FisherTest.pHigher(0, 0, 0, 0), 1e-9);
        assertEquals(1, FisherTest.pHigher(0, 100, 5, 100), 1e-9);
        assertTrue(FisherTest.pHigher(2, 2, 0, 0) > 0.99);
    }

    private static double exact(long hits, long of, long otherHits, long otherOf) {
        long all = hits + otherHits;
        BigInteger sum = BigInteger.ZERO;
        for (long k = hits; k <= Math.min(all, of); k++) {
            sum = sum.add(choose(of, k).multiply(choose(otherOf, all - k)));
        }
        return new BigDecimal(sum)
                .divide(new BigDecimal(choose(of + otherOf, all)), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static BigInteger choose(long n, long k) {
        if (k < 0 || k > n) {
            return BigInteger.ZERO;
        }
        BigInteger product = BigInteger.ONE;
        for (long i = 0; i < k; i++) {
            product = product.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return product;
    }
}

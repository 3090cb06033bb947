package dev.becas.gputrainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Compares arrays as a whole: the largest difference against the largest number.
public final class Numbers {
    private Numbers() {}

    public static void assertClose(float[] expected, float[] actual, double relative, String what) {
        assertEquals(expected.length, actual.length, what);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - (double) actual[i]));
        }
        assertTrue(largest > 0, what + " is zero everywhere, which proves nothing");
        assertTrue(
                difference <= relative * largest,
                what + " differs by " + difference / largest + " of its largest number");
    }
}

package dev.becas.gputrainer.train;

import java.math.BigDecimal;

/// Refuses a setting that is out of its range, in one sentence.
final class Ranges {
    private Ranges() {}

    static void check(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    name + " must be in [" + text(low) + ", " + text(high) + "] but was " + text(value));
        }
    }

    private static String text(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}

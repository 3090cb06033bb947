package dev.becas.gputrainer.train;

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
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

package dev.becas.abtesting.decision;

/// A range that a figure lies in with a stated confidence.
///
/// @param lower the lower end
/// @param upper the upper end, not below the lower
public record Interval(double lower, double upper) {

    /// Refuses an interval that is turned round or has no ends.
    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException(
                    "interval must have lower <= upper but was [" + lower + ", " + upper + "]");
        }
    }
}

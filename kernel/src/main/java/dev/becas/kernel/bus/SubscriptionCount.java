package dev.becas.kernel.bus;

/// The counts of a subscription over all its lanes, read from SQL. They add up, always:
/// `journalled = handled + filtered + dead + pending`.
///
/// @param journalled events since the subscription began
/// @param pending events it has not come to
public record SubscriptionCount(String name, long journalled, long handled, long filtered, long dead, long pending) {
    /// Whether the equation holds.
    public boolean addsUp() {
        return journalled == handled + filtered + dead + pending;
    }
}

package dev.becas.kernel.bus;

/// How a subscription pulls.
///
/// @param lanes how many threads share the guilds among them; one guild is always one lane's
/// @param batchMax how many events a handler gets at once
/// @param attemptsMax how often one event is tried before it becomes a dead letter
public record SubscriptionOptions(int lanes, int batchMax, int attemptsMax) {
    public static final SubscriptionOptions DEFAULT = new SubscriptionOptions(1, 512, 4);

    public SubscriptionOptions {
        if (lanes < 1 || lanes > 64) {
            throw new IllegalArgumentException("lanes must be in [1, 64] but was " + lanes);
        }
        if (batchMax < 1 || batchMax > 10_000) {
            throw new IllegalArgumentException("batchMax must be in [1, 10000] but was " + batchMax);
        }
        if (attemptsMax < 1 || attemptsMax > 100) {
            throw new IllegalArgumentException("attemptsMax must be in [1, 100] but was " + attemptsMax);
        }
    }
}

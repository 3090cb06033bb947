package dev.becas.bot.replay;

import java.time.Instant;

/// What the outside world does while a conversation is replayed.
public interface ReplayHooks {
    /// Everything up to `now` is handled: people may give their commands, in a fixed order.
    ///
    /// @param share of the conversation that is done, in [0, 1]
    default void people(Instant now, double share) throws Exception {}

    /// All timers up to `now` have run.
    ///
    /// @param share of the conversation that is done, in [0, 1]
    default void ticked(Instant now, double share) throws Exception {}

    /// Something to tell: a line that cannot be used.
    default void complaint(String sentence) {}
}

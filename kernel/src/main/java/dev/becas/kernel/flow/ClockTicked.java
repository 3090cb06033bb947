package dev.becas.kernel.flow;

import java.time.Instant;

/// Time has moved on to `head().at()`. Published by the gateway that owns time (live: each minute; replay: each tick of
/// the conversation); listened to by everything that has timers. A handler writes its own tables only and reads those
/// of others "as of" this instant, so that handlers never race.
@Wire("clock.ticked")
public record ClockTicked(EventHead head) implements FlowEvent {
    /// The tick at `at`; the same instant twice is one event.
    public static ClockTicked at(Instant at) {
        return new ClockTicked(EventHead.root("clock", at.toString(), EventHead.NO_GUILD, at));
    }
}

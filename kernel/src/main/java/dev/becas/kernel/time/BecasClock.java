package dev.becas.kernel.time;

import java.time.Instant;
import java.time.InstantSource;

/// The clock that moderation, timers and stages go by: the wall clock live, the conversation's clock in replay.
/// Latencies are measured with `System.nanoTime`, never with this.
public interface BecasClock extends InstantSource {

    /// The wall clock.
    static BecasClock wall() {
        InstantSource system = InstantSource.system();
        return system::instant;
    }

    /// A clock that stands still until somebody moves it.
    static Conversation conversation(Instant start) {
        return new Conversation(start);
    }

    /// The time of a replayed conversation.
    final class Conversation implements BecasClock {
        private volatile Instant now;

        Conversation(Instant start) {
            this.now = start;
        }

        @Override
        public Instant instant() {
            return now;
        }

        /// Moves on. Going back is a mistake of the caller.
        public void moveTo(Instant instant) {
            if (instant.isBefore(now)) {
                throw new IllegalArgumentException("time must not go back from " + now + " to " + instant);
            }
            now = instant;
        }
    }
}

package dev.becas.bot.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How fast the time of a conversation goes by: as fast as the rest can follow, or so many of its seconds a second.
/// What comes of the replay is the same either way.
public final class Pace {
    private static final long NANOS = 1_000_000_000L;

    private final double speed;
    private final LongSupplier nanoTime;
    private final Sleep sleep;
    private @Nullable Instant first;
    private long began;

    /// Waits.
    @FunctionalInterface
    interface Sleep {
        void nanos(long nanos) throws InterruptedException;
    }

    Pace(double speed, LongSupplier nanoTime, Sleep sleep) {
        if (!(speed >= 0) || speed > 1e9) {
            throw new IllegalArgumentException("speed must be in [0, 1000000000] but was " + speed);
        }
        this.speed = speed;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
    }

    /// @param speed seconds of the conversation in a second: 1 is real time, 0 waits for nothing
    public static Pace of(double speed) {
        return new Pace(speed, System::nanoTime, nanos -> Thread.sleep(Duration.ofNanos(nanos)));
    }

    /// Whether there is time left until this instant of the conversation. Its time begins with the first that is asked
    /// for.
    boolean early(Instant at) {
        return left(at) > 0;
    }

    /// Returns when this instant of the conversation has come.
    void await(Instant at) throws InterruptedException {
        for (long left = left(at); left > 0; left = left(at)) {
            sleep.nanos(left);
        }
    }

    private long left(Instant at) {
        if (speed == 0) {
            return 0;
        }
        Instant start = first;
        if (start == null) {
            first = at;
            began = nanoTime.getAsLong();
            return 0;
        }
        double seconds = Duration.between(start, at).toMillis() / 1000.0 / speed;
        return (long) (seconds * NANOS) - (nanoTime.getAsLong() - began);
    }
}

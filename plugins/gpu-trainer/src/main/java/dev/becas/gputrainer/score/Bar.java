package dev.becas.gputrainer.score;

import java.time.Duration;
import java.util.Locale;

/// How far long work is, in letters.
public final class Bar {
    private static final int WIDTH = 20;

    private Bar() {}

    /// `[##########..........]`
    ///
    /// @param done of `all`, which is above 0
    public static String of(long done, long all) {
        int full = (int) (WIDTH * done / all);
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
    }

    /// `1:02:05 left`
    public static String left(long seconds) {
        Duration left = Duration.ofSeconds(seconds);
        return String.format(
                Locale.ROOT, "%d:%02d:%02d left", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
    }
}

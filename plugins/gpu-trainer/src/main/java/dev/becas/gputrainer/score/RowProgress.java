package dev.becas.gputrainer.score;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Says about every twentieth part of some rows how far their asking is: a bar, the rows, the speed, the time left.
final class RowProgress {
    private static final int PARTS = 20;

    private final int rows;
    private final int part;
    private final Consumer<String> lines;
    private final LongSupplier nanoTime;
    private final long began;
    private int done;
    private long tokens;

    /// @param rows at least 1
    /// @param lines hears each line
    RowProgress(int rows, Consumer<String> lines, LongSupplier nanoTime) {
        this.rows = rows;
        this.part = Math.ceilDiv(rows, PARTS);
        this.lines = lines;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    /// More of them have their answers.
    ///
    /// @param tokensMore of their prompts
    void asked(int rowsMore, long tokensMore) {
        int before = done;
        done += rowsMore;
        tokens += tokensMore;
        if (before / part < done / part) {
            double seconds = Math.max(1, nanoTime.getAsLong() - began) / 1e9;
            lines.accept(String.format(
                    Locale.ROOT,
                    "%s evaluated %d/%d rows, %.0f tokens/s, %s",
                    Bar.of(done, rows),
                    done,
                    rows,
                    tokens / seconds,
                    Bar.left(Math.round(seconds / done * (rows - done)))));
        }
    }
}

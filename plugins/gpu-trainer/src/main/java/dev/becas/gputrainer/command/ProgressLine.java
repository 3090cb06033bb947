package dev.becas.gputrainer.command;

import dev.becas.kernel.training.TrainingProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Says about once a second how far a run is: a bar, the step, the losses, the speed, the time left.
public final class ProgressLine implements TrainingProgress {
    private static final long NANOS_BETWEEN = Duration.ofSeconds(1).toNanos();
    private static final int BAR_WIDTH = 20;

    private final Consumer<String> lines;
    private final LongSupplier nanoTime;
    private long last;

    /// @param lines hears each line
    public ProgressLine(Consumer<String> lines, LongSupplier nanoTime) {
        this.lines = lines;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong() - NANOS_BETWEEN;
    }

    @Override
    public void step(TrainingStep step) {
        long now = nanoTime.getAsLong();
        if (now - last >= NANOS_BETWEEN || step.step() == step.ofSteps()) {
            last = now;
            lines.accept(line(step));
        }
    }

    static String line(TrainingStep step) {
        int done = (int) ((long) BAR_WIDTH * step.step() / step.ofSteps());
        Duration left = Duration.ofSeconds(step.etaSeconds());
        return String.format(
                Locale.ROOT,
                "[%s%s] step %d/%d, loss %.4f%s, %.0f tokens/s, %d:%02d:%02d left",
                "#".repeat(done),
                ".".repeat(BAR_WIDTH - done),
                step.step(),
                step.ofSteps(),
                step.loss(),
                Double.isNaN(step.evalLoss())
                        ? ""
                        : String.format(Locale.ROOT, ", evaluation loss %.4f", step.evalLoss()),
                step.tokensPerSecond(),
                left.toHours(),
                left.toMinutesPart(),
                left.toSecondsPart());
    }
}

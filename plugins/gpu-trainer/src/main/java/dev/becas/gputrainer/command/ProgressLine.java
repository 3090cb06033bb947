package dev.becas.gputrainer.command;

import dev.becas.gputrainer.score.Bar;
import dev.becas.kernel.training.TrainingProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Says about once a second how far a run is: a bar, the step, the losses, the speed, the time left.
public final class ProgressLine implements TrainingProgress {
    private static final long NANOS_BETWEEN = Duration.ofSeconds(1).toNanos();

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
        return String.format(
                Locale.ROOT,
                "%s step %d/%d, loss %.4f%s, %.0f tokens/s, %s",
                Bar.of(step.step(), step.ofSteps()),
                step.step(),
                step.ofSteps(),
                step.loss(),
                Double.isNaN(step.evalLoss())
                        ? ""
                        : String.format(Locale.ROOT, ", evaluation loss %.4f", step.evalLoss()),
                step.tokensPerSecond(),
                Bar.left(step.etaSeconds()));
    }
}

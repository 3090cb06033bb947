package dev.becas.linear;

import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import dev.becas.linear.fit.FitListener;
import dev.becas.linear.fit.FitProgress;
import java.util.concurrent.CancellationException;

/// Tells a job's progress in the kernel's words, one step a regression, and ends the run when its thread is
/// interrupted.
final class StepReporter implements FitListener {
    private final TrainingProgress progress;
    private final int rows;
    private final long startNanos = System.nanoTime();

    StepReporter(TrainingProgress progress, int rows) {
        this.progress = progress;
        this.rows = rows;
    }

    @Override
    public void progressed(FitProgress at) {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted while it learned " + at.label());
        }
        int step = at.labelsDone() * at.parts() + at.part() + 1;
        int ofSteps = at.labels() * at.parts();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Runtime runtime = Runtime.getRuntime();
        progress.step(new TrainingStep(
                step,
                ofSteps,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                (long) rows * step,
                0,
                runtime.totalMemory() - runtime.freeMemory(),
                Math.round(seconds / step * (ofSteps - step))));
    }
}

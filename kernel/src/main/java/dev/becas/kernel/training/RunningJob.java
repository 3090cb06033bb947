package dev.becas.kernel.training;

import org.jspecify.annotations.Nullable;

/// A job while its trainer is at it: how far it is, and how it is told to end.
final class RunningJob implements TrainingProgress {
    private final Thread thread;
    private final TrainingProgress next;
    private volatile @Nullable TrainingStep last;
    private boolean stopped;
    private boolean ended;

    /// @param thread the trainer's
    /// @param next hears each step too
    RunningJob(Thread thread, TrainingProgress next) {
        this.thread = thread;
        this.next = next;
    }

    @Override
    public void step(TrainingStep step) {
        last = step;
        next.step(step);
    }

    /// The step just done; null before the first.
    @Nullable
    TrainingStep last() {
        return last;
    }

    /// Interrupts the trainer, unless it has ended.
    synchronized void stop() {
        if (!ended) {
            stopped = true;
            thread.interrupt();
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /// Called by the trainer's thread when the job is over: an interruption that was meant for it dies with it.
    synchronized void end() {
        ended = true;
        if (stopped) {
            Thread.interrupted();
        }
    }
}

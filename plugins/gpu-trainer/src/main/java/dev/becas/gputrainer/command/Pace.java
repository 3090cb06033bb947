package dev.becas.gputrainer.command;

import dev.becas.kernel.training.TrainingProgress;

/// How fast a run went since it was started last; differs from run to run.
///
/// @param baseSeconds how long the base took to answer the held-out rows
/// @param seconds spent on training
/// @param tokensPerSecond of the rows that were learned, prompts included
/// @param memoryBytes of the process after its last step
public record Pace(double baseSeconds, double seconds, double tokensPerSecond, long memoryBytes) {
    /// Hears the steps of a run.
    static final class Watch implements TrainingProgress {
        private final TrainingProgress next;
        private final long began = System.nanoTime();
        private double tokensPerSecond;
        private long memoryBytes;

        Watch(TrainingProgress next) {
            this.next = next;
        }

        @Override
        public void step(TrainingStep step) {
            tokensPerSecond = step.tokensPerSecond();
            memoryBytes = step.memoryBytes();
            next.step(step);
        }

        Pace pace(double baseSeconds) {
            return new Pace(baseSeconds, (System.nanoTime() - began) / 1e9, tokensPerSecond, memoryBytes);
        }
    }
}

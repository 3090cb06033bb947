package dev.becas.gputrainer.train;

import dev.becas.gputrainer.device.Devices;
import dev.becas.gputrainer.device.MemoryShortage;
import dev.becas.kernel.training.TrainingRefused;
import java.util.List;
import java.util.function.Consumer;

/// The gradients of a step, added up over its micro-batches, each answer token counting by its weight. Where memory
/// does not suffice the step is begun again with micro-batches half as large, and so are all later ones: more of them
/// then make up the same gradient.
final class StepGradients {
    private final TrainingPlan plan;
    private final TrainableWeights weights;
    private final Gradients gradients;
    private final long seed;
    private final Consumer<String> told;
    private int examplesAtOnceMax = Integer.MAX_VALUE;

    /// @param weights whose gradients these are
    /// @param seed of dropout
    /// @param told hears in one sentence that memory did not suffice
    StepGradients(TrainingPlan plan, TrainableWeights weights, Gradients gradients, long seed, Consumer<String> told) {
        this.plan = plan;
        this.weights = weights;
        this.gradients = gradients;
        this.seed = seed;
        this.told = told;
    }

    /// The largest micro-batch that memory is known to suffice for, in examples.
    int examplesAtOnceMax() {
        return examplesAtOnceMax;
    }

    /// Goes on as a run did that had found this out.
    void resume(int examplesAtOnceThen) {
        examplesAtOnceMax = examplesAtOnceThen;
    }

    /// What went through the model.
    ///
    /// @param loss the step's mean
    /// @param tokens of the examples, a beginning that some share counted for each
    record Done(double loss, int examples, int tokens) {}

    /// Computes the gradients of a step.
    ///
    /// @throws TrainingRefused if memory does not suffice for one example alone
    Done of(int step) throws TrainingRefused {
        while (true) {
            List<MicroBatch> batches = plan.step(step, examplesAtOnceMax);
            try {
                return of(step, batches);
            } catch (RuntimeException | OutOfMemoryError e) {
                if (!MemoryShortage.is(e)) {
                    throw e;
                }
                halve(step, batches);
                Devices.release();
                weights.zeroGradients();
            }
        }
    }

    private Done of(int step, List<MicroBatch> batches) {
        double weight = 1 / batches.stream().mapToDouble(MicroBatch::weight).sum();
        double loss = 0;
        int examples = 0;
        int tokens = 0;
        for (int i = 0; i < batches.size(); i++) {
            MicroBatch batch = batches.get(i);
            loss += gradients.run(batch, weight, dropoutSeed(step, i));
            examples += batch.examples();
            tokens += batch.sequences().tokensOfTexts();
        }
        return new Done(loss, examples, tokens);
    }

    /// Goes on with half as many examples at once as a run had that the kernel ended for want of memory.
    ///
    /// @param step where this one goes on
    /// @param examplesAtOnceThen the largest micro-batch that it thought memory to suffice for
    void killed(int step, int examplesAtOnceThen) {
        examplesAtOnceMax = Math.min(examplesAtOnceMax, examplesAtOnceThen);
        int largest = largest(plan.step(step, examplesAtOnceMax));
        takeHalf(
                largest,
                "the kernel ended the run after step " + step + " for want of memory, with up to " + largest
                        + " examples at once");
    }

    private void takeHalf(int largest, String why) {
        examplesAtOnceMax = Math.ceilDiv(largest, 2);
        told.accept(why + ": from here on micro-batches have at most " + examplesAtOnceMax
                + ", and more of them make up a step");
    }

    private static int largest(List<MicroBatch> batches) {
        return batches.stream().mapToInt(MicroBatch::examples).max().orElseThrow();
    }

    private void halve(int step, List<MicroBatch> batches) throws TrainingRefused {
        int largest = largest(batches);
        int tokens = batches.stream()
                .mapToInt(batch -> batch.sequences().longest())
                .max()
                .orElseThrow();
        if (largest == 1) {
            throw new TrainingRefused(
                    "out_of_memory",
                    "at step " + (step + 1) + " memory does not suffice for one example of " + tokens
                            + " tokens: set checkpointing to true or precision to bf16, take a smaller base, or leave"
                            + " out rows that are so long");
        }
        takeHalf(largest, "at step " + (step + 1) + " memory did not suffice for " + largest + " examples at once");
    }

    private long dropoutSeed(int step, int batch) {
        return (seed * 1_000_003L + step) * 257L + batch;
    }
}

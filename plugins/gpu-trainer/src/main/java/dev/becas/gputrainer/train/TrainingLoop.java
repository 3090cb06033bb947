package dev.becas.gputrainer.train;

import dev.becas.gputrainer.device.Arithmetic;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;

/// One run: plan, step, look at the held-out part, keep the best, leave checkpoints. Started again in the same folder
/// it goes on from the last checkpoint; in 32 bits on the processor, with the same threads and machine code, it ends
/// with the same bits.
public final class TrainingLoop {
    private final LanguageModel model;
    private final Trained trained;
    private final TrainSettings settings;
    private final TrainingPlan plan;
    private final HeldOutLoss heldOut;
    private final Path folder;
    private final String run;
    private final TrainingProgress progress;
    private final LongSupplier nanoTime;
    private final StepGradients gradients;
    private final List<String> notes = new ArrayList<>();
    private final Set<String> arithmetic = new LinkedHashSet<>(); // of all steps, in words

    private double toBeat = Double.POSITIVE_INFINITY;
    private double best = Double.POSITIVE_INFINITY;
    private int kept; // step of the last checkpoint
    private int looksSinceBest;
    private double evalLoss = Double.NaN;
    private long examplesHere; // since this process began
    private long tokensHere;

    /// @param trained what is learned; an adapter is already on the model
    /// @param heldOut examples of which training sees none; without any there is no early end and the last weights
    ///     count
    /// @param folder for checkpoints
    /// @param run names settings, data and base, so that a checkpoint of anything else is refused
    /// @param nanoTime a clock for the speed that `progress` hears; nothing else depends on it
    public TrainingLoop(
            LanguageModel model,
            Trained trained,
            TrainSettings settings,
            List<Example> train,
            List<Example> heldOut,
            Path folder,
            String run,
            TrainingProgress progress,
            LongSupplier nanoTime) {
        this(
                model,
                trained,
                settings,
                train,
                heldOut,
                folder,
                run,
                progress,
                nanoTime,
                new Backpropagation(model, settings.checkpointing(), trained.headGradient()));
    }

    /// @param gradients of a micro-batch
    TrainingLoop(
            LanguageModel model,
            Trained trained,
            TrainSettings settings,
            List<Example> train,
            List<Example> heldOut,
            Path folder,
            String run,
            TrainingProgress progress,
            LongSupplier nanoTime,
            Gradients gradients) {
        if (trained instanceof AllWeights) {
            settings.checkForAllWeights();
        }
        this.model = model;
        this.trained = trained;
        this.settings = settings;
        this.plan = new TrainingPlan(train, settings);
        this.heldOut = new HeldOutLoss(heldOut, settings.batchSize());
        this.folder = folder;
        this.run = run;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.gradients = new StepGradients(plan, trained.weights(), gradients, settings.seed(), notes::add);
    }

    /// Keeps no weights whose held-out loss is not below this one: that of the weights it begins with.
    public TrainingLoop toBeat(double loss) {
        toBeat = loss;
        best = loss;
        return this;
    }

    /// Trains to the end, or until the held-out loss has stopped falling; then `trained` holds the best weights.
    ///
    /// @throws TrainingRefused if the loss is no number any more, or memory does not suffice for one example
    /// @throws InterruptedException if this thread was interrupted; a checkpoint of the last step is there then
    public Outcome run() throws IOException, TrainingRefused, InterruptedException {
        try (AdamW optimiser = new AdamW(trained.weights(), settings.weightDecay())) {
            Optional<Checkpoint> last = WholeFile.with(() -> Checkpoint.restore(folder, run, trained, optimiser));
            last.ifPresent(this::resume);
            computeHere(optimiser);
            OptionalInt killed = UnfinishedRun.killedForMemory(folder);
            if (killed.isPresent() && optimiser.steps() < plan.steps()) {
                gradients.killed(optimiser.steps(), killed.getAsInt());
            }
            UnfinishedRun.begin(folder, gradients.examplesAtOnceMax());
            long began = nanoTime.getAsLong();
            while (goesOn(optimiser)) {
                if (Thread.interrupted()) {
                    checkpoint(optimiser);
                    throw new InterruptedException("stopped before step " + (optimiser.steps() + 1));
                }
                step(optimiser, began);
            }
            checkpoint(optimiser);
            if (best < toBeat) {
                WholeFile.with(
                        () -> Checkpoint.readBest(folder, trained.weights().values()));
            }
            return new Outcome(
                    optimiser.steps(), plan.steps(), best, optimiser.steps() < plan.steps(), List.copyOf(notes));
        } finally {
            UnfinishedRun.end(folder);
        }
    }

    private void checkpoint(AdamW optimiser) throws IOException {
        if (optimiser.steps() > kept) {
            kept = optimiser.steps();
            Checkpoint here =
                    new Checkpoint(kept, best, looksSinceBest, gradients.examplesAtOnceMax(), List.copyOf(arithmetic));
            WholeFile.with(() -> here.write(folder, run, trained, optimiser));
        }
    }

    private void resume(Checkpoint checkpoint) {
        kept = checkpoint.step();
        best = checkpoint.best();
        looksSinceBest = checkpoint.looksSinceBest();
        arithmetic.addAll(checkpoint.arithmetic());
        gradients.resume(checkpoint.examplesAtOnceMax());
        if (checkpoint.examplesAtOnceMax() < Integer.MAX_VALUE) {
            notes.add("went on with micro-batches of at most " + checkpoint.examplesAtOnceMax()
                    + " examples: memory had not sufficed for more");
        }
    }

    private boolean goesOn(AdamW optimiser) {
        return optimiser.steps() < plan.steps() && looksSinceBest < settings.earlyStopPatience();
    }

    private void computeHere(AdamW optimiser) {
        if (goesOn(optimiser)) {
            arithmetic.add(Arithmetic.here().text());
        }
        if (arithmetic.size() > 1) {
            notes.add("computed in turn with " + String.join("; with ", arithmetic)
                    + ": the result is as good, but not the same to the last bit");
        }
    }

    private void step(AdamW optimiser, long began) throws IOException, TrainingRefused {
        int step = optimiser.steps(); // from 0
        StepGradients.Done went = gradients.of(step);
        examplesHere += went.examples();
        tokensHere += went.tokens();
        double loss = went.loss();
        double norm = optimiser.clip(settings.maxGradNorm());
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new TrainingRefused(
                    "refused",
                    "at step " + (step + 1) + " the loss is " + loss + " and the gradient's length " + norm
                            + ": try a learningRate below " + settings.learningRate());
        }
        double learningRate = settings.learningRateAt(step, plan.steps());
        optimiser.step(learningRate);
        int done = step + 1;
        if (heldOut.any() && (done % settings.evalEvery() == 0 || done == plan.steps())) {
            look();
        }
        if (done % settings.checkpointEvery() == 0) {
            checkpoint(optimiser);
        }
        tell(done, loss, learningRate, norm, nanoTime.getAsLong() - began);
    }

    private void look() throws IOException {
        evalLoss = heldOut.of(model);
        if (evalLoss < best) {
            best = evalLoss;
            looksSinceBest = 0;
            WholeFile.with(() -> Checkpoint.writeBest(folder, trained.weights().values()));
        } else {
            looksSinceBest++;
        }
    }

    private void tell(int done, double loss, double learningRate, double norm, long nanos) {
        double seconds = Math.max(nanos, 1) / 1e9;
        long seen = plan.examplesBefore(done);
        long ahead = plan.examplesBefore(plan.steps()) - seen;
        progress.step(new TrainingStep(
                done,
                plan.steps(),
                loss,
                evalLoss,
                learningRate,
                norm,
                seen,
                tokensHere / seconds,
                ProcessMemory.residentBytes(),
                Math.round(ahead * seconds / examplesHere)));
    }

    /// How a run ended.
    ///
    /// @param steps done
    /// @param planned steps that the data and `maxSteps` asked for
    /// @param bestEvalLoss infinite when nothing was held out; what was to beat when it was not beaten
    /// @param stoppedEarly because the held-out loss no longer fell
    /// @param notes what else there is to say about it, a sentence each: that memory did not suffice, that threads
    ///     or machine code changed
    public record Outcome(int steps, int planned, double bestEvalLoss, boolean stoppedEarly, List<String> notes) {}
}

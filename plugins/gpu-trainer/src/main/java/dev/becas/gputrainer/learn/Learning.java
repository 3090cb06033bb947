package dev.becas.gputrainer.learn;

import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.train.AllWeights;
import dev.becas.gputrainer.train.Example;
import dev.becas.gputrainer.train.LoraSettings;
import dev.becas.gputrainer.train.LoraWeights;
import dev.becas.gputrainer.train.TrainSettings;
import dev.becas.gputrainer.train.Trained;
import dev.becas.gputrainer.train.TrainingLoop;
import dev.becas.gputrainer.train.TrainingLoop.Outcome;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A run from its base to what was learned. Begun again with the same examples and settings in the same folder it goes
/// on from its last checkpoint, in whichever part of the mode that is. One thread uses it.
public final class Learning implements AutoCloseable {
    /// The second part of [Mode#HYBRID] in the run's folder.
    private static final String WEIGHTS = "weights";

    private final GgufModel base;
    private final Setup setup;
    private final List<Example> train;
    private final List<Example> heldOut;
    private LanguageModel model;
    private @Nullable LoraWeights adapter;
    private @Nullable AllWeights weights;

    /// How a run goes.
    ///
    /// @param folder for checkpoints
    /// @param run names settings, data and base, so that a checkpoint of anything else is refused
    public record Setup(Mode mode, LoraSettings lora, TrainSettings settings, Path folder, String run) {}

    /// Loads the base.
    ///
    /// @param heldOut examples of which training sees none
    /// @param available memory in bytes; empty where the system does not tell
    /// @throws TrainingRefused if all weights are to be trained and memory does not suffice
    public Learning(GgufModel base, Setup setup, List<Example> train, List<Example> heldOut, OptionalLong available)
            throws IOException, TrainingRefused {
        if (setup.mode() == Mode.HYBRID && heldOut.isEmpty()) {
            throw new IllegalArgumentException(
                    "mode hybrid needs rows that are held out: it goes over to all weights when their loss falls no more");
        }
        this.base = base;
        this.setup = setup;
        this.train = List.copyOf(train);
        this.heldOut = List.copyOf(heldOut);
        if (setup.mode().trainsAllWeights()) {
            long longest = train.stream()
                    .mapToInt(example -> example.ids().length)
                    .max()
                    .orElse(0);
            WholeModelMemory.check(
                    base.config(), setup.settings(), longest * setup.settings().batchSize(), available);
        }
        this.model = LanguageModel.load(base, setup.settings().precision());
    }

    /// The base, before [#run].
    public LanguageModel base() {
        return model;
    }

    /// Trains.
    ///
    /// @param steps hears each step; those of a second part are counted anew
    /// @param told hears in a sentence that a second part begins
    public Learned run(TrainingProgress steps, Consumer<String> told)
            throws IOException, InterruptedException, TrainingRefused {
        return switch (setup.mode()) {
            case LORA -> adapter(steps);
            case FULL -> whole(steps);
            case HYBRID -> both(steps, told);
        };
    }

    private Learned.Adapter adapter(TrainingProgress steps) throws IOException, InterruptedException, TrainingRefused {
        LoraWeights learns =
                LoraWeights.start(model.config(), setup.lora(), setup.settings().seed());
        adapter = learns;
        model.adapters(learns.pairs());
        Outcome outcome = loop(learns, setup.settings(), setup.folder(), steps).run();
        return new Learned.Adapter(model, learns, outcome);
    }

    private Learned.Whole whole(TrainingProgress steps) throws IOException, InterruptedException, TrainingRefused {
        AllWeights learns = allWeights();
        return new Learned.Whole(
                model,
                learns,
                loop(learns, setup.settings(), setup.folder(), steps).run());
    }

    private AllWeights allWeights() throws IOException {
        AllWeights learns = new AllWeights(model, base);
        weights = learns;
        return learns;
    }

    private Learned both(TrainingProgress steps, Consumer<String> told)
            throws IOException, InterruptedException, TrainingRefused {
        Learned.Adapter first = adapter(steps);
        double toBeat = first.outcome().bestEvalLoss();
        told.accept(String.format(
                Locale.ROOT,
                "the adapter's evaluation loss came down to %.4f: it is worked into the weights, and all of them learn",
                toBeat));
        AllWeights learns = allWeights();
        learns.add(first.weights());
        model.adapters(Map.of());
        Path folder = Files.createDirectories(setup.folder().resolve(WEIGHTS));
        Outcome second = loop(learns, setup.settings().forAllWeights(), folder, steps)
                .toBeat(toBeat)
                .run();
        Outcome whole = joined(first.outcome(), second);
        return second.bestEvalLoss() < toBeat ? new Learned.Whole(model, learns, whole) : adapterAgain(first, whole);
    }

    /// The base as it was, with the adapter.
    private Learned.Adapter adapterAgain(Learned.Adapter first, Outcome whole) throws IOException {
        freeModel();
        model = LanguageModel.load(base, setup.settings().precision());
        model.adapters(first.weights().pairs());
        return new Learned.Adapter(model, first.weights(), whole);
    }

    private static Outcome joined(Outcome adapter, Outcome weights) {
        List<String> notes = new ArrayList<>(adapter.notes());
        notes.addAll(weights.notes());
        boolean better = weights.bestEvalLoss() < adapter.bestEvalLoss();
        notes.add(String.format(
                Locale.ROOT,
                "the adapter learned for %d steps to an evaluation loss of %.4f, then all weights for %d steps %s",
                adapter.steps(),
                adapter.bestEvalLoss(),
                weights.steps(),
                better
                        ? String.format(Locale.ROOT, "to %.4f: the whole model is kept", weights.bestEvalLoss())
                        : "to none below it: the adapter is kept"));
        return new Outcome(
                adapter.steps() + weights.steps(),
                adapter.planned() + weights.planned(),
                weights.bestEvalLoss(),
                weights.stoppedEarly(),
                notes);
    }

    private TrainingLoop loop(Trained learns, TrainSettings settings, Path folder, TrainingProgress steps) {
        return new TrainingLoop(model, learns, settings, train, heldOut, folder, setup.run(), steps, System::nanoTime);
    }

    private void freeModel() {
        model.close();
        if (weights != null) {
            weights.close();
            weights = null;
        }
    }

    @Override
    public void close() {
        freeModel();
        if (adapter != null) {
            adapter.close();
        }
    }
}

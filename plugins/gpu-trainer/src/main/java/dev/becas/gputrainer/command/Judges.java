package dev.becas.gputrainer.command;

import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.rival.Comparison;
import dev.becas.gputrainer.rival.Effect;
import dev.becas.gputrainer.rival.Parity;
import dev.becas.gputrainer.rival.Rivals;
import dev.becas.gputrainer.score.Asker;
import dev.becas.gputrainer.score.LabelQuestion;
import dev.becas.gputrainer.train.Example;
import dev.becas.gputrainer.train.HeldOutLoss;
import dev.becas.gputrainer.train.LoraWeights;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is asked before and after a run: of labelled rows their labels, of others how likely their answers are.
final class Judges {
    /// Enough to find a wrong file; each is a pass through the model.
    private static final int GOLDEN_PROMPTS = 64;
    /// An adapter is written as it is, so nothing but the order of sums may differ.
    private static final double ADAPTER_NATS_MAX = 1e-3;

    private final TrainJob job;
    private final LanguageModel model;
    private final @Nullable Comparison comparison;
    private final HeldOutLoss golden;
    private final int goldenPrompts;
    private final double lossBefore;
    private double lossAfter;

    private Judges(TrainJob job, LanguageModel model, List<Example> golden, @Nullable Comparison comparison) {
        this.job = job;
        this.model = model;
        this.comparison = comparison;
        this.golden = new HeldOutLoss(golden, job.options().run().batchSize());
        this.goldenPrompts = golden.size();
        this.lossBefore = comparison == null ? this.golden.of(model) : Double.NaN;
    }

    /// Asks the base.
    ///
    /// @param examples of rows without labels
    /// @param folder for what is kept of the answers
    static Judges begin(TrainJob job, LanguageModel model, List<Example> examples, Path folder)
            throws IOException, InterruptedException {
        List<Example> golden = examples.subList(0, Math.min(GOLDEN_PROMPTS, examples.size()));
        if (!LabelQuestion.fits(job.heldOut())) {
            return new Judges(job, model, golden, null);
        }
        LabelQuestion question = LabelQuestion.of(job.labels(), job.heldOut()).answeredAs(job.rows());
        Comparison comparison = Comparison.begin(
                asker(job, model),
                question,
                job.fewShot() ? job.rows() : List.of(),
                job.options().run().seed(),
                folder,
                job.name() + ", labels " + question.labels() + (job.fewShot() ? ", few-shot" : ""));
        return new Judges(job, model, golden, comparison);
    }

    private static Asker asker(TrainJob job, LanguageModel model) {
        return new Asker(model, job.base().tokens(), job.base().tokensMax(), job.progress());
    }

    /// Asks the tuned model.
    ///
    /// @throws TrainingRefused if it answers as its base does
    void end() throws IOException, InterruptedException, TrainingRefused {
        if (comparison == null) {
            lossAfter = golden.of(model);
        } else {
            comparison.end(asker(job, model));
        }
        if (effect().isNone()) {
            throw new TrainingRefused(
                    "no_effect",
                    String.format(
                            Locale.ROOT,
                            "the tuned model answers as its base does: of %d prompts none has another answer, and the "
                                    + "largest change of a probability is %.4f; train longer, or with a learningRate "
                                    + "higher than %s",
                            effect().prompts(),
                            effect().largestChange(),
                            job.options().run().learningRate()));
        }
    }

    /// How far tuning moved the answers.
    Effect effect() {
        return comparison == null ? Effect.ofLoss(goldenPrompts, lossBefore, lossAfter) : comparison.effect();
    }

    /// How long the base took to answer.
    double baseSeconds() {
        return comparison == null ? 0 : comparison.baseSeconds();
    }

    /// Null when the held-out rows have no labels.
    @Nullable
    Evaluation base() {
        return comparison == null ? null : comparison.base();
    }

    /// Null when the held-out rows have no labels.
    @Nullable
    Evaluation tuned() {
        return comparison == null ? null : comparison.tuned();
    }

    /// Null when the held-out rows have no labels.
    @Nullable
    Rivals rivals() {
        return comparison == null ? null : comparison.rivals();
    }

    /// Puts what each row was answered into a run's folder.
    void write(Path out) throws IOException {
        if (comparison != null) {
            comparison.write(out);
        }
    }

    /// Asks what was written, read anew, as the engine that serves it does.
    ///
    /// @param files an adapter, then perhaps a merged model
    /// @throws IOException if the adapter's file is not what was trained
    List<Parity> parity(List<String> files) throws IOException, InterruptedException {
        List<Parity> parity = new ArrayList<>();
        if (comparison == null) {
            return parity;
        }
        for (String file : files) {
            Path path = job.out().resolve(file);
            parity.add(file.equals(TrainJob.ADAPTER) ? ofAdapter(comparison, path) : ofModel(comparison, path));
        }
        return parity;
    }

    private Parity ofAdapter(Comparison asked, Path file) throws IOException, InterruptedException {
        try (LoraWeights written = job.base().adapter(file.toString())) {
            model.adapters(written.pairs());
            Parity parity = asked.parity(TrainJob.ADAPTER, asker(job, model), GOLDEN_PROMPTS);
            if (parity.largestDifference() > ADAPTER_NATS_MAX) {
                throw new IOException(file + ": answers otherwise than what was trained, by "
                        + parity.largestDifference() + " nats where at most " + ADAPTER_NATS_MAX + " is allowed");
            }
            return parity;
        }
    }

    private Parity ofModel(Comparison asked, Path file) throws IOException, InterruptedException {
        try (GgufModel merged = GgufModel.open(file);
                LanguageModel written =
                        LanguageModel.load(merged, job.options().run().precision())) {
            return asked.parity(file.getFileName().toString(), asker(job, written), GOLDEN_PROMPTS);
        }
    }
}

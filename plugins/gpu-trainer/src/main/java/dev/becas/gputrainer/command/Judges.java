package dev.becas.gputrainer.command;

import dev.becas.gputrainer.dataset.AnswerForm;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.rival.Compared;
import dev.becas.gputrainer.rival.Comparison;
import dev.becas.gputrainer.rival.Effect;
import dev.becas.gputrainer.score.LabelQuestion;
import dev.becas.gputrainer.train.Example;
import dev.becas.gputrainer.train.HeldOutLoss;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What is asked before and after a run: of labelled rows their labels, of others how likely their answers are.
interface Judges {
    /// Asks the tuned model.
    ///
    /// @throws TrainingRefused if it answers as its base does
    Judged end(LanguageModel tuned) throws IOException, InterruptedException, TrainingRefused;

    /// How long the base took to answer.
    double baseSeconds();

    /// Asks the base.
    ///
    /// @param examples of rows without labels
    /// @param folder for what is kept of the answers
    static Judges begin(TrainJob job, LanguageModel model, List<Example> examples, Path folder)
            throws IOException, InterruptedException {
        if (!LabelQuestion.fits(job.heldOut())) {
            return new Unlabelled(job, model, examples);
        }
        LabelQuestion question = LabelQuestion.of(job.labels(), job.heldOut()).answered(AnswerForm.of(job.rows()));
        Comparison comparison = Comparison.begin(
                job.asker(model),
                question,
                job.fewShot() ? job.rows() : List.of(),
                job.options().run().seed(),
                folder,
                job.name() + ", labels " + question.labels() + (job.fewShot() ? ", few-shot" : ""));
        return new Labelled(job, comparison);
    }

    /// Rows with a closed set of labels.
    record Labelled(TrainJob job, Comparison comparison) implements Judges {
        @Override
        public Judged end(LanguageModel tuned) throws IOException, InterruptedException, TrainingRefused {
            Compared compared = comparison.end(job.asker(tuned));
            refuseNone(compared.effect(), job);
            return new Judged(job, compared, compared.effect());
        }

        @Override
        public double baseSeconds() {
            return comparison.baseSeconds();
        }
    }

    /// Rows whose answers are texts.
    final class Unlabelled implements Judges {
        /// Enough to see whether anything was learned; each is a pass through the model.
        private static final int PROMPTS_MAX = 64;

        private final TrainJob job;
        private final int prompts;
        private final HeldOutLoss loss;
        private final double before;

        Unlabelled(TrainJob job, LanguageModel model, List<Example> examples) {
            this.job = job;
            this.prompts = Math.min(PROMPTS_MAX, examples.size());
            this.loss = new HeldOutLoss(
                    examples.subList(0, prompts), job.options().run().batchSize());
            this.before = loss.of(model);
        }

        @Override
        public Judged end(LanguageModel tuned) throws TrainingRefused {
            Effect effect = Effect.ofLoss(prompts, before, loss.of(tuned));
            refuseNone(effect, job);
            return new Judged(job, null, effect);
        }

        @Override
        public double baseSeconds() {
            return 0;
        }
    }

    private static void refuseNone(Effect effect, TrainJob job) throws TrainingRefused {
        if (effect.isNone()) {
            throw new TrainingRefused(
                    "no_effect",
                    String.format(
                            Locale.ROOT,
                            "the tuned model answers as its base does: of %d prompts none has another answer, and the "
                                    + "largest change of a probability is %.4f; train longer, or with a learningRate "
                                    + "higher than %s",
                            effect.prompts(),
                            effect.largestChange(),
                            job.options().run().learningRate()));
        }
    }
}

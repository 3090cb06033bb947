package dev.becas.gputrainer.rival;

import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.evaluate.PairedDifference;
import dev.becas.gputrainer.score.Asker;
import dev.becas.gputrainer.score.LabelQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a run's held-out rows were answered before and after it, and what that comes to.
public final class Compared {
    private final LabelQuestion question;
    private final Comparison.Before before;
    private final List<double[]> answers;
    private final Evaluation base;
    private final Evaluation tuned;
    private final Effect effect;
    private final Rivals rivals;

    /// @param answers of the tuned model
    /// @param seed of resamples
    Compared(LabelQuestion question, Comparison.Before before, List<double[]> answers, long seed) {
        this.question = question;
        this.before = before;
        this.answers = List.copyOf(answers);
        this.base = question.evaluation(before.base(), seed);
        this.tuned = question.evaluation(answers, seed);
        this.effect = Effect.of(before.base(), answers);
        this.rivals = Rivals.of(tuned, untrained(seed), List.of(), List.of());
    }

    /// The base alone and with examples; none where it was not asked with examples. A base whose prior was taken off by
    /// rows that are mixed otherwise may be worse than the base alone.
    private List<Rival> untrained(long seed) {
        return before.askedWithExamples()
                ? List.of(
                        rival(Rivals.BASE, "the question alone", before.baseSeconds(), before.base(), seed),
                        rival(
                                Rivals.FEW_SHOT,
                                before.perLabel() + " examples of each label",
                                before.fewShotSeconds(),
                                before.fewShot(),
                                seed))
                : List.of();
    }

    private Rival rival(String name, String how, double seconds, List<double[]> its, long seed) {
        return new Rival(
                name,
                how,
                seconds,
                question.evaluation(its, seed),
                PairedDifference.ofMacroF1(
                        question.labels(), question.judgements(answers), question.judgements(its), seed));
    }

    /// The base alone.
    public Evaluation base() {
        return base;
    }

    /// The tuned model.
    public Evaluation tuned() {
        return tuned;
    }

    /// How far tuning moved the answers.
    public Effect effect() {
        return effect;
    }

    /// The base as a rival, where it was asked with examples.
    public Rivals rivals() {
        return rivals;
    }

    /// What the tuned model answered the first rows.
    public List<double[]> first(int prompts) {
        return answers.subList(0, Math.min(prompts, answers.size()));
    }

    /// Asks another model the first rows.
    public List<double[]> ask(Asker other, int prompts) throws IOException, InterruptedException {
        List<DataRow> golden = question.rows().subList(0, first(prompts).size());
        return question.of(golden).ask(other.silent());
    }

    /// Writes what each row was answered.
    public void write(Path folder) throws IOException {
        Map<String, List<double[]>> all = new LinkedHashMap<>();
        all.put(Rivals.BASE, before.base());
        if (before.askedWithExamples()) {
            all.put(Rivals.FEW_SHOT, before.fewShot());
        }
        all.put(TrainedRivals.TUNED, answers);
        HeldOutAnswers.write(folder, question, all);
    }
}

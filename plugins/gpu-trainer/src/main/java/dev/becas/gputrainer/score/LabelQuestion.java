package dev.becas.gputrainer.score;

import dev.becas.gputrainer.dataset.AnswerForm;
import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.dataset.RowTokens;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.evaluate.Judgement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/// Held-out rows and the closed set of labels that they are asked for.
///
/// What stands in front of the label in each output (`Label: `) is read with it, alike for all labels. Where every
/// output ends with its label, the token that ends the answer counts too; where something follows the label
/// (` because ...`), it does not.
///
/// @param labels at least two
/// @param rows at least one, each with one of the labels
/// @param form of the answers
public record LabelQuestion(List<String> labels, List<DataRow> rows, AnswerForm form) {
    /// More would be no closed set of classes.
    public static final int LABELS_MAX = 1024;

    public LabelQuestion {
        labels = List.copyOf(labels);
        rows = List.copyOf(rows);
    }

    /// Whether each row says its label, so that it can be asked for.
    public static boolean fits(List<DataRow> rows) {
        long labels = rows.stream().map(DataRow::label).distinct().count();
        return rows.stream().allMatch(row -> row.label() != null) && labels >= 2 && labels <= LABELS_MAX;
    }

    /// @param wanted the labels in order, separated by commas; empty for those that the rows have, in alphabetical
    ///     order
    /// @throws IOException if a row has none of them
    public static LabelQuestion of(String wanted, List<DataRow> rows) throws IOException {
        for (DataRow row : rows) {
            if (row.label() == null) {
                throw new IOException(row.place() + ": there is no label, and the output is more than one word");
            }
        }
        List<String> labels = wanted.isEmpty()
                ? List.copyOf(new TreeSet<>(rows.stream()
                        .map(row -> Objects.requireNonNull(row.label()))
                        .toList()))
                : Arrays.stream(wanted.split(",", -1)).map(String::strip).toList();
        if (labels.size() < 2 || labels.size() > LABELS_MAX || labels.contains("")) {
            throw new IllegalArgumentException(
                    "labels must be 2 to " + LABELS_MAX + " words with commas between but were " + labels);
        }
        AnswerForm form = AnswerForm.of(rows);
        for (DataRow row : rows) {
            check(row, labels, form);
        }
        return new LabelQuestion(labels, rows, form);
    }

    private static void check(DataRow row, List<String> labels, AnswerForm form) throws IOException {
        String label = Objects.requireNonNull(row.label());
        if (!labels.contains(label)) {
            throw new IOException(row.place() + ": label must be one of " + labels + " but was " + label);
        }
        if (!form.fits(row)) {
            throw new IOException(row.place() + ": output must begin with the label " + label
                    + ", or with what stands in front of the label in every row, but was " + row.output());
        }
    }

    /// The same, answered so: a model that learned to give reasons does not end at the label.
    public LabelQuestion answered(AnswerForm learned) {
        return new LabelQuestion(labels, rows, learned);
    }

    /// The same labels asked of other rows.
    public LabelQuestion of(List<DataRow> others) {
        return new LabelQuestion(labels, others, form);
    }

    /// Asks a model, adapters and all.
    ///
    /// @return for each row the natural logarithm of each label's probability, `[labels]`
    public List<double[]> ask(Asker asker) throws IOException, InterruptedException {
        return ask(asker, List.of());
    }

    /// The same with examples in front of each question.
    ///
    /// @param shots rows with their answers; none for the question alone
    public List<double[]> ask(Asker asker, List<DataRow> shots) throws IOException, InterruptedException {
        List<double[]> answers = new ArrayList<>();
        RowProgress progress = new RowProgress(rows.size(), asker.progress(), System::nanoTime);
        try (LabelScorer scorer =
                new LabelScorer(asker.model(), form.answers(labels, asker.tokens()), asker.tokensMax())) {
            for (int from = 0; from < rows.size(); from += LabelScorer.TOGETHER) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped after " + from + " rows");
                }
                List<int[]> prompts = new ArrayList<>();
                for (DataRow row : rows.subList(from, Math.min(from + LabelScorer.TOGETHER, rows.size()))) {
                    prompts.add(checked(scorer, asker.tokens().prompt(shots, row), row));
                }
                answers.addAll(scorer.logProbabilities(prompts));
                progress.asked(
                        prompts.size(),
                        prompts.stream().mapToInt(prompt -> prompt.length).sum());
            }
        }
        return answers;
    }

    /// What answers come to, beside the rows' labels.
    ///
    /// @param answers one a row
    /// @param seed of the intervals' resamples
    public Evaluation evaluation(List<double[]> answers, long seed) {
        return Evaluation.of(labels, judgements(answers), seed);
    }

    /// Each row's label beside what was answered.
    ///
    /// @param answers one a row
    public List<Judgement> judgements(List<double[]> answers) {
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            judgements.add(Judgement.of(labels.indexOf(rows.get(i).label()), answers.get(i)));
        }
        return judgements;
    }

    /// The longest label's tokens.
    public int answerTokensMax(RowTokens tokens) throws IOException {
        return form.answers(labels, tokens).stream()
                .mapToInt(label -> label.length)
                .max()
                .orElseThrow();
    }

    private static int[] checked(LabelScorer scorer, int[] prompt, DataRow row) throws IOException {
        try {
            scorer.check(prompt);
            return prompt;
        } catch (IllegalArgumentException e) {
            throw new IOException(row.place() + ": " + e.getMessage(), e);
        }
    }
}

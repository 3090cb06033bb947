package dev.becas.gputrainer.command;

import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.dataset.RowTokens;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.evaluate.Judgement;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.score.LabelScorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Held-out rows and the closed set of labels that they are asked for.
///
/// Where every output is its label, the token that ends the answer counts too; where something follows the label
/// (` because ...`), the label is the answer's beginning.
///
/// @param labels at least two
/// @param rows at least one, each with one of the labels
record LabelQuestion(List<String> labels, List<DataRow> rows) {
    /// More would be no closed set of classes.
    static final int LABELS_MAX = 1024;

    LabelQuestion {
        labels = List.copyOf(labels);
        rows = List.copyOf(rows);
    }

    /// Whether each row says its label, so that it can be asked for.
    static boolean fits(List<DataRow> rows) {
        long labels = rows.stream().map(DataRow::label).distinct().count();
        return rows.stream().allMatch(row -> row.label() != null) && labels >= 2 && labels <= LABELS_MAX;
    }

    /// @param wanted the labels in order, separated by commas; empty for those that the rows have, in alphabetical
    ///     order
    /// @throws IOException if a row has none of them
    static LabelQuestion of(String wanted, List<DataRow> rows) throws IOException {
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
        for (DataRow row : rows) {
            check(row, labels);
        }
        return new LabelQuestion(labels, rows);
    }

    private static void check(DataRow row, List<String> labels) throws IOException {
        String label = Objects.requireNonNull(row.label());
        if (!labels.contains(label)) {
            throw new IOException(row.place() + ": label must be one of " + labels + " but was " + label);
        }
        if (row.output() != null && !row.output().startsWith(label)) {
            throw new IOException(row.place() + ": output must begin with the label " + label);
        }
    }

    /// Asks a model, adapters and all.
    ///
    /// @param seed of the intervals' resamples
    /// @param progress hears about every twentieth part
    Evaluation ask(LanguageModel model, RowTokens tokens, int tokensMax, long seed, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<Judgement> judgements = new ArrayList<>();
        int part = Math.ceilDiv(rows.size(), 20);
        try (LabelScorer scorer = new LabelScorer(model, sequences(tokens), tokensMax)) {
            for (DataRow row : rows) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped after " + judgements.size() + " rows");
                }
                judgements.add(Judgement.of(labels.indexOf(row.label()), logProbabilities(scorer, tokens, row)));
                if (judgements.size() % part == 0) {
                    progress.accept("evaluated " + judgements.size() + "/" + rows.size() + " rows");
                }
            }
        }
        return Evaluation.of(labels, judgements, seed);
    }

    private static double[] logProbabilities(LabelScorer scorer, RowTokens tokens, DataRow row) throws IOException {
        try {
            return scorer.logProbabilities(tokens.prompt(row));
        } catch (IllegalArgumentException e) {
            throw new IOException(row.place() + ": " + e.getMessage(), e);
        }
    }

    /// Whether every output is its label.
    static boolean closed(List<DataRow> rows) {
        return rows.stream()
                .allMatch(row -> row.output() == null || row.output().equals(row.label()));
    }

    private List<int[]> sequences(RowTokens tokens) throws IOException {
        boolean closed = closed(rows);
        List<int[]> sequences = new ArrayList<>();
        for (String label : labels) {
            sequences.add(closed ? tokens.answer(label) : tokens.opening(label));
        }
        return sequences;
    }
}

package dev.becas.gputrainer.rival;

import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.score.Asker;
import dev.becas.gputrainer.score.LabelQuestion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// The rival that needs no training: the base itself with examples from the same rows in front of each question, as
/// many of each label, its prior taken off. How many examples help is tried on rows that training may see.
///
/// @param shots the examples, in the order in which they are shown; none if the question alone does best
/// @param perLabel examples of each label
/// @param prior what is taken off
record FewShot(List<DataRow> shots, int perLabel, Prior prior) {
    /// Tried in this order; more must be better to be taken.
    private static final int[] PER_LABEL = {0, 1, 2, 4, 8};
    private static final int SHOTS_MAX = 48;
    /// Rows on which they are tried. Priors and counts are few numbers, so few rows choose them.
    private static final int TRIAL_ROWS = 96;

    FewShot {
        shots = List.copyOf(shots);
    }

    /// Tries how many examples of each label help.
    ///
    /// @param asker with the base alone
    /// @param train rows that may be shown
    /// @param question what will be asked: its labels, and its lengths, since examples must leave room for each row
    /// @param seed chooses rows
    static FewShot tune(Asker asker, List<DataRow> train, LabelQuestion question, long seed)
            throws IOException, InterruptedException {
        List<String> labels = question.labels();
        List<DataRow> shuffled = new ArrayList<>(
                train.stream().filter(row -> labels.contains(row.label())).toList());
        Collections.shuffle(shuffled, new Random(seed));
        List<DataRow> shown = new ArrayList<>();
        List<DataRow> trial = new ArrayList<>();
        split(shuffled, labels, shown, trial);
        FewShot best = new FewShot(List.of(), 0, Prior.none(labels.size()));
        if (trial.isEmpty()) {
            return best;
        }
        LabelQuestion trials = question.of(trial);
        double[] shares = shares(trials);
        double bestF1 = -1;
        for (int perLabel : PER_LABEL) {
            List<DataRow> shots = shots(shown, labels, perLabel);
            if (shots.size() < perLabel * labels.size()
                    || shots.size() > SHOTS_MAX
                    || !fits(asker, shots, trials)
                    || !fits(asker, shots, question)) {
                break;
            }
            List<double[]> answers = trials.ask(asker.silent(), shots);
            Prior prior = Prior.fit(answers, shares);
            double f1 =
                    trials.evaluation(prior.applied(answers), seed).macroF1().value();
            asker.progress()
                    .accept("few-shot with %d examples of each label: macro-F1 %.3f on %d rows to learn from"
                            .formatted(perLabel, f1, trial.size()));
            if (f1 > bestF1) {
                bestF1 = f1;
                best = new FewShot(shots, perLabel, prior);
            }
        }
        return best;
    }

    /// What it answers.
    ///
    /// @return log-probabilities without the prior, not normalised, `[rows][labels]`
    List<double[]> ask(Asker asker, LabelQuestion question) throws IOException, InterruptedException {
        return prior.applied(question.ask(asker, shots));
    }

    /// The first rows of each label may be shown; the rows after them are tried. With few rows both are the same.
    private static void split(List<DataRow> rows, List<String> labels, List<DataRow> shown, List<DataRow> trial) {
        int most = PER_LABEL[PER_LABEL.length - 1];
        for (String label : labels) {
            List<DataRow> of =
                    rows.stream().filter(row -> label.equals(row.label())).toList();
            shown.addAll(of.subList(0, Math.min(most, of.size() / 2)));
        }
        rows.stream().filter(row -> !shown.contains(row)).limit(TRIAL_ROWS).forEach(trial::add);
    }

    /// One of each label by turns, so that no label stands together.
    private static List<DataRow> shots(List<DataRow> shown, List<String> labels, int perLabel) {
        List<DataRow> shots = new ArrayList<>();
        for (int i = 0; i < perLabel; i++) {
            for (String label : labels) {
                int place = i;
                shown.stream()
                        .filter(row -> label.equals(row.label()))
                        .skip(place)
                        .findFirst()
                        .ifPresent(shots::add);
            }
        }
        return shots;
    }

    private static boolean fits(Asker asker, List<DataRow> shots, LabelQuestion question) throws IOException {
        int room = asker.tokensMax() - question.answerTokensMax(asker.tokens());
        return question.rows().stream().allMatch(row -> asker.tokens().prompt(shots, row).length <= room);
    }

    /// With half a row of each label added, so that none is 0.
    private static double[] shares(LabelQuestion trials) {
        double[] shares = new double[trials.labels().size()];
        trials.rows().forEach(row -> shares[trials.labels().indexOf(Objects.requireNonNull(row.label()))]++);
        for (int label = 0; label < shares.length; label++) {
            shares[label] = (shares[label] + 0.5) / (trials.rows().size() + 0.5 * shares.length);
        }
        return shares;
    }
}

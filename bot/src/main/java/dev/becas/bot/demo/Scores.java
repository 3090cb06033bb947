package dev.becas.bot.demo;

import dev.becas.kernel.category.Category;
import dev.becas.kernel.category.Polarity;
import java.util.List;
import java.util.SplittableRandom;

/// Compares two models on the same labelled messages.
///
/// @param n messages
/// @param macroF1Before of the model before, over the labels that occur
/// @param macroF1After of the tuned model
/// @param recallBefore share of offences found
/// @param falsePositivesBefore share of harmless messages flagged
/// @param low lower end of the paired bootstrap's interval of the difference in macro-F1
/// @param high its upper end
/// @param level of the interval
/// @param better whether the whole interval is above 0
record Scores(
        String category,
        String before,
        String after,
        int n,
        double macroF1Before,
        double macroF1After,
        double recallBefore,
        double recallAfter,
        double falsePositivesBefore,
        double falsePositivesAfter,
        double low,
        double high,
        double level,
        boolean better) {
    private static final int RESAMPLES = 1_000;
    private static final double LEVEL = 0.99;
    private static final long SEED = 99;

    /// A message with its truth and both answers, as indexes into the category's labels.
    record Row(int truth, int before, int after) {}

    static Scores of(Category category, String before, String after, List<Row> rows) {
        int labels = category.labelNames().size();
        int[] all = new int[rows.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        double[] differences = new double[RESAMPLES];
        SplittableRandom random = new SplittableRandom(SEED);
        int[] sample = new int[rows.size()];
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < sample.length; i++) {
                sample[i] = random.nextInt(rows.size());
            }
            differences[r] = macroF1(rows, sample, labels, true) - macroF1(rows, sample, labels, false);
        }
        java.util.Arrays.sort(differences);
        double low = differences[(int) (RESAMPLES * (1 - LEVEL) / 2)];
        double high = differences[(int) (RESAMPLES * (1 - (1 - LEVEL) / 2)) - 1];
        return new Scores(
                category.name(),
                before,
                after,
                rows.size(),
                macroF1(rows, all, labels, false),
                macroF1(rows, all, labels, true),
                rate(category, rows, false, Polarity.ACT),
                rate(category, rows, true, Polarity.ACT),
                rate(category, rows, false, Polarity.PASS),
                rate(category, rows, true, Polarity.PASS),
                low,
                high,
                LEVEL,
                low > 0);
    }

    /// Mean F1 over the labels that occur in the truth of the sample.
    private static double macroF1(List<Row> rows, int[] sample, int labels, boolean after) {
        int[] hit = new int[labels];
        int[] said = new int[labels];
        int[] is = new int[labels];
        for (int i : sample) {
            Row row = rows.get(i);
            int answer = after ? row.after() : row.before();
            said[answer]++;
            is[row.truth()]++;
            if (answer == row.truth()) {
                hit[answer]++;
            }
        }
        double sum = 0;
        int present = 0;
        for (int label = 0; label < labels; label++) {
            if (is[label] > 0) {
                present++;
                sum += 2.0 * hit[label] / (said[label] + is[label]);
            }
        }
        return present == 0 ? 0 : sum / present;
    }

    /// The share of messages of a true polarity that the model flags.
    private static double rate(Category category, List<Row> rows, boolean after, Polarity truth) {
        List<String> labels = category.labelNames();
        List<Row> of = rows.stream()
                .filter(r -> category.polarity(labels.get(r.truth())) == truth)
                .toList();
        long flagged = of.stream()
                .filter(r -> category.polarity(labels.get(after ? r.after() : r.before())) == Polarity.ACT)
                .count();
        return of.isEmpty() ? 0 : (double) flagged / of.size();
    }
}

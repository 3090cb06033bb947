package dev.becas.orchestrator.gold;

import dev.becas.orchestrator.gold.GoldReport.Delta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Whether a candidate may go into the shadow: its macro-F1 must be better by a least improvement, and in no polarity
/// may it be worse by more than two points (lower bound of a paired bootstrap, one-sided 95 %; Efron, 1979).
final class GoldGate {
    /// Resamples of the paired bootstrap.
    static final int RESAMPLES = 2_000;

    /// By how much a version may be worse and still count as no worse.
    static final double LOSS_MAX = 0.02;
    private static final double LOWER = 0.05;
    private static final double TAIL = 0.025;

    private final double minImprovement;
    private final long seed;

    GoldGate(double minImprovement, long seed) {
        this.minImprovement = minImprovement;
        this.seed = seed;
    }

    GoldReport judge(String candidateName, GoldAnswers candidate, String liveName, GoldAnswers live) {
        List<int[]> resamples = resamples(candidate.size());
        Delta macroF1 = delta(candidate, live, resamples, (answers, cases) -> answers.macroF1(cases));
        Delta act = delta(candidate, live, resamples, (answers, cases) -> answers.polarity(cases, true));
        Delta pass = delta(candidate, live, resamples, (answers, cases) -> answers.polarity(cases, false));
        List<String> reasons = new ArrayList<>();
        boolean better = macroF1.value() >= minImprovement;
        reasons.add(say(
                "Macro-F1 on %d gold cases is %+.1f points against %s (at least %+.1f): %s.",
                candidate.size(), 100 * macroF1.value(), liveName, 100 * minImprovement, better ? "met" : "not met"));
        boolean actHolds = holds("cases that ask for an action", act, reasons);
        boolean passHolds = holds("cases that may pass", pass, reasons);
        return new GoldReport(
                candidate.size(),
                candidateName,
                liveName,
                candidate.figures(),
                live.figures(),
                macroF1,
                act,
                pass,
                better && actHolds && passHolds,
                reasons);
    }

    private static boolean holds(String which, Delta delta, List<String> reasons) {
        boolean holds = delta.lowerBound() >= -LOSS_MAX;
        reasons.add(say(
                "On %s it is %+.1f points, lower bound %+.1f (at least -2.0): %s.",
                which, 100 * delta.value(), 100 * delta.lowerBound(), holds ? "met" : "not met"));
        return holds;
    }

    private List<int[]> resamples(int size) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> resamples = new ArrayList<>(RESAMPLES);
        for (int i = 0; i < RESAMPLES; i++) {
            resamples.add(random.ints(size, 0, size).toArray());
        }
        return resamples;
    }

    private static Delta delta(GoldAnswers candidate, GoldAnswers live, List<int[]> resamples, Figure figure) {
        int[] all = new int[candidate.size()];
        Arrays.setAll(all, i -> i);
        ToDoubleFunction<int[]> difference = cases -> figure.of(candidate, cases) - figure.of(live, cases);
        double[] sorted = resamples.stream().mapToDouble(difference).sorted().toArray();
        return new Delta(
                difference.applyAsDouble(all),
                sorted[(int) (TAIL * RESAMPLES)],
                sorted[RESAMPLES - 1 - (int) (TAIL * RESAMPLES)],
                sorted[(int) (LOWER * RESAMPLES)]);
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /// A figure of a version on a selection of cases.
    private interface Figure {
        double of(GoldAnswers answers, int[] cases);
    }
}

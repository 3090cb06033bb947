package dev.becas.linear.fit;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/// One logistic regression: one label against all others, L2-regularised, by liblinear's Newton method (`L2R_LR`),
/// which draws no random numbers. Hsia, Zhu and Lin, "A study on trust region update rules in Newton methods for
/// large-scale linear classification", 2017.
///
/// liblinear tells nobody how far it is, so it is asked for a few Newton steps at a time, each time from where it
/// stopped: the steps are the same as in one go, because its stopping rule looks at the gradient at zero only.
final class OneVersusRest {
    private static final int STEPS_AT_ONCE = 4;

    static {
        Linear.disableDebugOutput();
    }

    private final TrainingMatrix matrix;
    private final boolean[] positive;
    private final int[] weights;
    private final LinearSettings settings;

    /// @param positive which rows have the label
    /// @param weights as how many rows each row counts
    OneVersusRest(TrainingMatrix matrix, boolean[] positive, int[] weights, LinearSettings settings) {
        this.matrix = matrix;
        this.positive = positive;
        this.weights = weights;
        this.settings = settings;
    }

    /// Whether rows of both kinds are among those that `learned` lets in.
    boolean isPossible(IntPredicate learned) {
        boolean with = false;
        boolean without = false;
        for (int i = 0; i < positive.length; i++) {
            if (learned.test(i)) {
                with |= positive[i];
                without |= !positive[i];
            }
        }
        return with && without;
    }

    /// Learns from the rows that `learned` lets in, beginning at `start`; says the number of steps after every few.
    double[] solve(IntPredicate learned, double[] start, IntConsumer stepsSoFar) {
        Problem problem = problem(learned);
        Parameter parameter = parameter(problem);
        double[] weights = start;
        for (int steps = 0; steps < settings.iterationsMax(); steps += STEPS_AT_ONCE) {
            parameter.setMaxIters(Math.min(STEPS_AT_ONCE, settings.iterationsMax() - steps));
            parameter.setInitSol(weights);
            double[] next = Linear.train(problem, parameter).getFeatureWeights();
            stepsSoFar.accept(steps + parameter.getMaxIters());
            if (Arrays.equals(next, weights)) {
                break;
            }
            weights = next;
        }
        return weights;
    }

    private Problem problem(IntPredicate learned) {
        int count = 0;
        for (int i = 0; i < positive.length; i++) {
            count += learned.test(i) ? weights[i] : 0;
        }
        Problem problem = new Problem();
        problem.l = count;
        problem.n = matrix.width();
        problem.bias = 1;
        problem.x = new Feature[count][];
        problem.y = new double[count];
        int at = 0;
        for (int i = 0; i < positive.length; i++) {
            for (int times = learned.test(i) ? weights[i] : 0; times > 0; times--) {
                problem.x[at] = matrix.row(i);
                problem.y[at++] = positive[i] ? 1 : -1;
            }
        }
        return problem;
    }

    private Parameter parameter(Problem problem) {
        double with = Arrays.stream(problem.y).filter(y -> y > 0).count();
        double lift = StrictMath.pow((problem.l - with) / with, settings.balance());
        Parameter parameter = new Parameter(SolverType.L2R_LR, settings.cost(), settings.tolerance());
        parameter.setRegularizeBias(false);
        parameter.setWeights(new double[] {lift, 1}, new int[] {1, -1});
        return parameter;
    }

    /// The margin of row `i` under `weights`.
    double margin(int i, double[] weights) {
        double sum = 0;
        for (Feature feature : matrix.row(i)) {
            sum += feature.getValue() * weights[feature.getIndex() - 1];
        }
        return sum;
    }
}

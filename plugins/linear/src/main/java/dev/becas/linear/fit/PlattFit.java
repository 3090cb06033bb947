package dev.becas.linear.fit;

import dev.becas.linear.model.PlattScale;

/// Fits a [PlattScale] to margins of rows that were not learned from: Newton's method with backtracking on targets
/// drawn in a little from 0 and 1. Lin, Lin and Weng, "A note on Platt's probabilistic outputs for support vector
/// machines", 2007.
final class PlattFit {
    /// With fewer rows of either kind the margin is taken for the log-odds it is.
    static final int ROWS_MIN = 5;

    private static final int STEPS_MAX = 100;
    private static final double RIDGE = 1e-12;
    private static final double GRADIENT_SMALL = 1e-7;
    private static final double STRIDE_MIN = 1e-10;

    private final double[] margins;
    private final double[] targets;
    private final int[] weights;

    private PlattFit(double[] margins, double[] targets, int[] weights) {
        this.margins = margins;
        this.targets = targets;
        this.weights = weights;
    }

    /// @param margins one a row
    /// @param positive which rows have the label
    /// @param weights as how many rows each counts; 0 leaves it out
    static PlattScale fit(double[] margins, boolean[] positive, int[] weights) {
        double with = 0;
        double without = 0;
        for (int i = 0; i < margins.length; i++) {
            with += positive[i] ? weights[i] : 0;
            without += positive[i] ? 0 : weights[i];
        }
        if (with < ROWS_MIN || without < ROWS_MIN) {
            return PlattScale.NONE;
        }
        double[] targets = new double[margins.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = positive[i] ? (with + 1) / (with + 2) : 1 / (without + 2);
        }
        return new PlattFit(margins, targets, weights).solve(StrictMath.log((with + 1) / (without + 1)));
    }

    private PlattScale solve(double offsetAtFirst) {
        double slope = 0;
        double offset = offsetAtFirst;
        double loss = loss(slope, offset);
        for (int step = 0; step < STEPS_MAX; step++) {
            double ss = RIDGE;
            double so = 0;
            double oo = RIDGE;
            double gs = 0;
            double go = 0;
            for (int i = 0; i < margins.length; i++) {
                double p = 1 / (1 + StrictMath.exp(-(slope * margins[i] + offset)));
                double error = weights[i] * (p - targets[i]);
                double curve = weights[i] * p * (1 - p);
                gs += error * margins[i];
                go += error;
                ss += curve * margins[i] * margins[i];
                so += curve * margins[i];
                oo += curve;
            }
            if (Math.abs(gs) < GRADIENT_SMALL && Math.abs(go) < GRADIENT_SMALL) {
                break;
            }
            double determinant = ss * oo - so * so;
            double ds = -(oo * gs - so * go) / determinant;
            double dOffset = -(ss * go - so * gs) / determinant;
            double stride = stride(slope, ds, offset, dOffset, loss, gs * ds + go * dOffset);
            if (stride == 0) {
                break;
            }
            slope += stride * ds;
            offset += stride * dOffset;
            loss = loss(slope, offset);
        }
        boolean usable = slope > 0 && slope <= PlattScale.LIMIT && Math.abs(offset) <= PlattScale.LIMIT;
        return usable ? new PlattScale(slope, offset) : PlattScale.NONE;
    }

    /// The longest of 1, 1/2, 1/4 ... that makes the loss smaller; 0 when none does.
    private double stride(double slope, double ds, double offset, double dOffset, double loss, double descent) {
        for (double stride = 1; stride >= STRIDE_MIN; stride /= 2) {
            if (loss(slope + stride * ds, offset + stride * dOffset) < loss + 1e-4 * stride * descent) {
                return stride;
            }
        }
        return 0;
    }

    private double loss(double slope, double offset) {
        double sum = 0;
        for (int i = 0; i < margins.length; i++) {
            double z = slope * margins[i] + offset;
            double softplus = z > 0 ? z + StrictMath.log1p(StrictMath.exp(-z)) : StrictMath.log1p(StrictMath.exp(z));
            sum += weights[i] * (softplus - targets[i] * z);
        }
        return sum;
    }
}

package dev.becas.linear.fit;

/// How a linear model is trained.
///
/// @param cost the weight of an error against the size of the weights (C), in [1e-4, 1e4]
/// @param tolerance a regression has ended when its gradient is this small a share of the first, in [1e-6, 0.5]
/// @param iterationsMax the most Newton steps a regression, in [1, 1000]
/// @param folds in how many parts the rows are cut to calibrate probabilities on rows not learned from, in [2, 10]
/// @param balance how far a rare label is lifted: its errors weigh (others / own)^balance, in [0, 1]
/// @param featureRowsMin a feature in fewer rows is left out, in [1, 100]
/// @param seed decides which row is in which part
public record LinearSettings(
        double cost, double tolerance, int iterationsMax, int folds, double balance, int featureRowsMin, long seed) {
    public LinearSettings {
        requireIn("cost", cost, 1e-4, 1e4);
        requireIn("tolerance", tolerance, 1e-6, 0.5);
        requireIn("iterationsMax", iterationsMax, 1, 1_000);
        requireIn("folds", folds, 2, 10);
        requireIn("balance", balance, 0, 1);
        requireIn("featureRowsMin", featureRowsMin, 1, 100);
    }

    private static void requireIn(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must be in [" + least + ", " + most + "] but was " + value);
        }
    }

    /// What the product trains with unless told otherwise.
    public static LinearSettings stock(long seed) {
        return new LinearSettings(2, 0.05, 100, 3, 0.5, 2, seed);
    }
}

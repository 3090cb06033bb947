package dev.becas.benchmarks.decision;

/// How good a simulated model is.
///
/// @param recall the share of items that ask for an action on which it acts
/// @param falsePositiveRate the share of the others on which it acts
record Quality(double recall, double falsePositiveRate) {

    Quality {
        if (!(recall >= 0 && recall <= 1 && falsePositiveRate >= 0 && falsePositiveRate <= 1)) {
            throw new IllegalArgumentException("recall and false-positive rate must be in [0, 1] but were " + recall
                    + " and " + falsePositiveRate);
        }
    }
}

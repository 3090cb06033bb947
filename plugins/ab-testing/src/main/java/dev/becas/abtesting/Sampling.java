package dev.becas.abtesting;

import dev.becas.kernel.id.Ids;

/// Who is drawn, by stable hashes: the same request is drawn on every machine and run.
final class Sampling {

    /// Fine enough for a rate of one in a million.
    private static final int PARTS = 1_000_000;

    /// The share of pairs on which the live model is asked again, on the shadow's way: for its service time under the
    /// same conditions, and to see that the shadow's way leads to the same answer.
    static final double ASK_AGAIN_RATE = 0.05;

    /// The share of disagreements that two people are asked about.
    static final double SECOND_OPINION_RATE = 0.1;

    /// The share of cases with two equal opinions that come back as golden items.
    static final double GOLDEN_RATE = 0.2;

    private Sampling() {}

    /// Whether `key` is drawn for `purpose` at this rate.
    static boolean drawn(String purpose, String key, double rate) {
        return Ids.bucket(purpose + "/" + key, PARTS) < rate * PARTS;
    }
}

package dev.becas.abtesting;

import java.time.Duration;

/// The section `abtest` of `becas.yaml`.
///
/// @param sampleRate share of eligible requests that the shadow also answers
/// @param idleSampleRate the same while the shadow runtime is idle
/// @param labelExpiry how long a disagreement waits for a person; then it counts as the candidate's loss
/// @param alpha how often a false promotion may happen at most
/// @param maxLossShare losses that are still no harm
/// @param notWorse share of its disagreements that a candidate must win to be called not worse
/// @param auditRate share of agreements that a person is asked about, blind
/// @param maxPairs pairs after which the live model stays
/// @param maxDays days after which the live model stays
/// @param latencyP95Ratio how much slower the candidate may be
/// @param lookEvery how often a test is looked at; the decision is the same, only heard sooner or later
public record AbTestSettings(
        double sampleRate,
        double idleSampleRate,
        Duration labelExpiry,
        double alpha,
        LossShare maxLossShare,
        double notWorse,
        double auditRate,
        long maxPairs,
        int maxDays,
        double latencyP95Ratio,
        Duration lookEvery) {

    /// What holds when nothing is configured.
    public static final AbTestSettings DEFAULTS = new AbTestSettings(
            0.2,
            1.0,
            Duration.ofDays(7),
            0.01,
            new LossShare(0.05, 0.005),
            0.35,
            0.01,
            20_000,
            30,
            1.5,
            Duration.ofHours(4));

    /// The largest share of a stratum that a candidate may lose.
    ///
    /// @param act of what asks for an action
    /// @param pass of what may pass
    public record LossShare(double act, double pass) {
        /// Refuses shares with which the rule would mean nothing.
        public LossShare {
            inside("maxLossShare.act", act);
            inside("maxLossShare.pass", pass);
        }
    }

    /// Refuses what cannot be, naming key, rule and value.
    public AbTestSettings {
        share("sampleRate", sampleRate);
        share("idleSampleRate", idleSampleRate);
        share("auditRate", auditRate);
        inside("alpha", alpha);
        inside("notWorse", notWorse);
        require(
                !labelExpiry.isNegative() && !labelExpiry.isZero(),
                "labelExpiry must be above 0 but was " + labelExpiry);
        require(!lookEvery.isNegative(), "lookEvery must not be below 0 but was " + lookEvery);
        require(maxPairs >= 1, "maxPairs must be at least 1 but was " + maxPairs);
        require(maxDays >= 1, "maxDays must be at least 1 but was " + maxDays);
        require(latencyP95Ratio >= 1, "latencyP95Ratio must be at least 1 but was " + latencyP95Ratio);
    }

    private static void share(String key, double value) {
        require(value >= 0 && value <= 1, key + " must be in [0, 1] but was " + value);
    }

    private static void inside(String key, double value) {
        require(value > 0 && value < 1, key + " must be inside (0, 1) but was " + value);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

package dev.becas.orchestrator.settings;

import dev.becas.kernel.category.Categories;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The section `orchestrator` of `becas.yaml`. All three example thresholds must hold.
///
/// @param minGoldExamples trainable examples of tier gold that a round needs
/// @param minTotalExamples trainable examples that a round needs
/// @param minQualityScore mean score of what a dataset frozen now would hold, in [0, 1]
/// @param minTestsBeforePromotion pairs of a shadow test
/// @param minWinRateForPromotion the candidate's share of labelled disagreements
/// @param autoFineTune whether a round that is due trains by itself, or waits for `train`
/// @param autoPromote whether versions past `manualOnlyVersions` go out without an approval
/// @param autoRollback whether a violated guardrail takes a version back, or only raises an alert
/// @param checkEvery how often triggers are looked at
/// @param weekly day and time (UTC) of the weekly look
/// @param refreshAfter age of the last dataset from which a round begins without new examples
/// @param manualApprovals distinct people who must approve
/// @param manualApprovalsHighRisk the same for categories of high risk
/// @param manualOnlyVersions so many first versions of a target are never promoted automatically
/// @param target what a model is for; `category`
/// @param keepVersions newest versions of a target that are never cleaned up
/// @param minImprovement of macro-F1 on the gold set
/// @param shares of requests in percent, one roll-out stage each
/// @param shareStage least time a roll-out stage lasts
/// @param shareStageRequests least requests the candidate answers in a roll-out stage
/// @param removeUnusedAfter versions unused for so long are cleaned up
/// @param budget what a month may cost; past it no job begins
/// @param categories the categories that have a pipeline
/// @param trainer the trainer that is asked
/// @param seed of datasets, training and resamples
public record OrchestratorSettings(
        int minGoldExamples,
        int minTotalExamples,
        double minQualityScore,
        int minTestsBeforePromotion,
        double minWinRateForPromotion,
        boolean autoFineTune,
        boolean autoPromote,
        boolean autoRollback,
        Duration checkEvery,
        String weekly,
        Duration refreshAfter,
        int manualApprovals,
        int manualApprovalsHighRisk,
        int manualOnlyVersions,
        String target,
        int keepVersions,
        double minImprovement,
        List<Integer> shares,
        Duration shareStage,
        int shareStageRequests,
        Duration removeUnusedAfter,
        Budget budget,
        List<String> categories,
        String trainer,
        long seed) {
    /// What holds where `becas.yaml` says nothing.
    public static final OrchestratorSettings DEFAULTS = new OrchestratorSettings(
            500,
            2_000,
            0.85,
            100,
            0.65,
            true,
            false,
            true,
            Duration.ofHours(1),
            "Sunday 03:00",
            Duration.ofDays(30),
            1,
            2,
            3,
            "category",
            3,
            0.01,
            List.of(1, 5, 25, 50, 100),
            Duration.ofHours(24),
            200,
            Duration.ofDays(90),
            new Budget(null, null),
            List.of(Categories.VIOLATION, Categories.SCAM),
            "linear",
            1);

    private static final int APPROVALS_MAX = 10;

    public OrchestratorSettings {
        atLeast("minGoldExamples", minGoldExamples, 0);
        atLeast("minTotalExamples", minTotalExamples, 1);
        share("minQualityScore", minQualityScore);
        atLeast("minTestsBeforePromotion", minTestsBeforePromotion, 0);
        share("minWinRateForPromotion", minWinRateForPromotion);
        positive("checkEvery", checkEvery);
        WeeklyTime.parse(weekly);
        positive("refreshAfter", refreshAfter);
        within("manualApprovals", manualApprovals, 1, APPROVALS_MAX);
        within("manualApprovalsHighRisk", manualApprovalsHighRisk, 1, APPROVALS_MAX);
        atLeast("manualOnlyVersions", manualOnlyVersions, 0);
        require(
                target.equals("category"),
                "target must be 'category' (one model a category) but was '" + target
                        + "': a model of a whole family cannot be trained by this version; leave it out or say category");
        atLeast("keepVersions", keepVersions, 1);
        require(
                minImprovement >= -1 && minImprovement <= 1,
                "minImprovement must be in [-1, 1] but was " + minImprovement);
        shares = List.copyOf(shares);
        requireShares(shares);
        require(!shareStage.isNegative(), "shareStage must be 0 or more but was " + shareStage);
        atLeast("shareStageRequests", shareStageRequests, 0);
        positive("removeUnusedAfter", removeUnusedAfter);
        categories = List.copyOf(categories);
        categories.forEach(Categories::named);
        require(!trainer.isBlank(), "trainer must not be empty");
    }

    /// What a month may cost; no limit where there is no figure.
    ///
    /// @param gpuMinutesPerMonth minutes of a graphics card
    /// @param providerCostPerMonth money of a training provider
    public record Budget(
            @Nullable Double gpuMinutesPerMonth, @Nullable Double providerCostPerMonth) {
        public Budget {
            require(
                    gpuMinutesPerMonth == null || gpuMinutesPerMonth >= 0,
                    "budget.gpuMinutesPerMonth must be 0 or more but was " + gpuMinutesPerMonth);
            require(
                    providerCostPerMonth == null || providerCostPerMonth >= 0,
                    "budget.providerCostPerMonth must be 0 or more but was " + providerCostPerMonth);
        }
    }

    /// The weekly look.
    public WeeklyTime weeklyTime() {
        return WeeklyTime.parse(weekly);
    }

    private static void requireShares(List<Integer> shares) {
        boolean rising = !shares.isEmpty() && shares.getFirst() >= 1 && shares.getLast() == 100;
        for (int i = 1; i < shares.size(); i++) {
            rising &= shares.get(i) > shares.get(i - 1);
        }
        require(rising, "shares must rise from 1 or more to 100 but was " + shares);
    }

    private static void share(String key, double value) {
        require(value >= 0 && value <= 1, key + " must be in [0, 1] but was " + value);
    }

    private static void atLeast(String key, int value, int least) {
        require(value >= least, key + " must be " + least + " or more but was " + value);
    }

    private static void within(String key, int value, int least, int most) {
        require(value >= least && value <= most, key + " must be in [" + least + ", " + most + "] but was " + value);
    }

    private static void positive(String key, Duration value) {
        require(value.isPositive(), key + " must be above 0 but was " + value);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}

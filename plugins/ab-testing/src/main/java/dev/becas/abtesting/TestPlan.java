package dev.becas.abtesting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.abtesting.decision.PromotionSettings;
import dev.becas.kernel.config.Config;
import dev.becas.kernel.json.Json;

/// The settings of one test, fixed when it begins: a configuration that changes later changes later tests.
///
/// @param sampling the section `abtest`
/// @param minTestsBeforePromotion pairs before a promotion
/// @param minWinRateForPromotion win rate before a promotion
record TestPlan(AbTestSettings sampling, long minTestsBeforePromotion, double minWinRateForPromotion) {

    private static final String ORCHESTRATOR = "orchestrator";

    /// The settings in force, with the floors that the orchestrator's section holds; their defaults when no
    /// orchestrator runs.
    static TestPlan inForce(AbTestSettings sampling, Config config) {
        Object floors = config.inForce().get(ORCHESTRATOR);
        JsonNode section = Json.MAPPER.valueToTree(floors == null ? new Object[0] : floors);
        PromotionSettings defaults = PromotionSettings.DEFAULTS;
        return new TestPlan(
                sampling,
                section.path("minTestsBeforePromotion").asLong(defaults.minPairs()),
                section.path("minWinRateForPromotion").asDouble(defaults.minWinRate()));
    }

    /// The figures of the promotion rule.
    PromotionSettings rule() {
        return new PromotionSettings(
                sampling.alpha(),
                sampling.maxLossShare().act(),
                sampling.maxLossShare().pass(),
                sampling.notWorse(),
                Math.min(minTestsBeforePromotion, sampling.maxPairs()),
                minWinRateForPromotion,
                sampling.maxPairs(),
                sampling.maxDays());
    }
}

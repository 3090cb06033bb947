package dev.becas.orchestrator.promotion;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.orchestrator.pipeline.PipelineEvent.Weighed;
import dev.becas.orchestrator.pipeline.PipelineState.Evaluating;
import dev.becas.orchestrator.settings.OrchestratorSettings;
import java.util.Locale;

/// Weighs a report: its recommendation, then the floors of the configuration. Also says how many people must approve.
public final class Floors {
    private final OrchestratorSettings settings;

    public Floors(OrchestratorSettings settings) {
        this.settings = settings;
    }

    /// What a report leads to.
    public Weighed weigh(Evaluating state, String category, int number) {
        int wanted = approvalsWanted(category, number);
        if (!state.recommendation().equals("promote_B")) {
            return new Weighed(false, wanted, state.recommendation() + ": " + state.why());
        }
        if (state.tests() < settings.minTestsBeforePromotion()) {
            return new Weighed(
                    false,
                    wanted,
                    say(
                            "keep_A: %d pairs are fewer than minTestsBeforePromotion %d",
                            state.tests(), settings.minTestsBeforePromotion()));
        }
        if (state.winRate() < settings.minWinRateForPromotion()) {
            return new Weighed(
                    false,
                    wanted,
                    say(
                            "keep_A: the win rate %.2f is below minWinRateForPromotion %.2f",
                            state.winRate(), settings.minWinRateForPromotion()));
        }
        return new Weighed(true, wanted, "promote_B: " + state.why());
    }

    /// How many distinct people must approve a version; 0 when it may go out by itself.
    ///
    /// @param number the version's
    public int approvalsWanted(String category, int number) {
        if (settings.autoPromote() && number > settings.manualOnlyVersions()) {
            return 0;
        }
        return manualApprovals(category);
    }

    /// How many distinct people must approve a version that somebody puts forward.
    public int manualApprovals(String category) {
        boolean high = Categories.named(category).risk() == Category.Risk.HIGH;
        return high
                ? Math.max(settings.manualApprovals(), settings.manualApprovalsHighRisk())
                : settings.manualApprovals();
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

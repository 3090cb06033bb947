package dev.becas.orchestrator.trigger;

import dev.becas.kernel.plugin.Services;
import dev.becas.kernel.training.TrainingCosts;
import dev.becas.kernel.training.TrainingCosts.Cost;
import dev.becas.orchestrator.settings.OrchestratorSettings.Budget;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What this month's training has used of its budget. Past it no job begins, by a trigger or by a command; one that
/// runs goes on. A month is one of UTC.
public final class Budgets {
    private final Services services;
    private final Budget budget;

    public Budgets(Services services, Budget budget) {
        this.services = services;
        this.budget = budget;
    }

    /// What was used since the month of `now` began.
    public Cost used(Instant now) {
        Instant from = YearMonth.from(now.atOffset(ZoneOffset.UTC))
                .atDay(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
        return services.all(TrainingCosts.class).values().stream()
                .map(costs -> costs.between(from, now))
                .reduce(Cost.NOTHING, Cost::plus);
    }

    /// Why no job may begin; empty while the budget holds.
    public Optional<String> spent(Instant now) {
        Cost used = used(now);
        return spent("GPU minutes", used.gpuMinutes(), budget.gpuMinutesPerMonth(), "budget.gpuMinutesPerMonth")
                .or(() -> spent(
                        "of a provider's price",
                        used.providerCost(),
                        budget.providerCostPerMonth(),
                        "budget.providerCostPerMonth"));
    }

    private static Optional<String> spent(String what, double used, @Nullable Double limit, String key) {
        return limit == null || used < limit
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "this month has used %.1f %s; orchestrator.%s is %.1f, so no training begins",
                        used,
                        what,
                        key,
                        limit));
    }
}

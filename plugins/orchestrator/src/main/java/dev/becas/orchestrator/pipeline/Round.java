package dev.becas.orchestrator.pipeline;

import dev.becas.kernel.model.ComparisonReport;
import dev.becas.orchestrator.gold.GoldReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One round of a pipeline, as far as it came. Its figures stay whatever the outcome.
///
/// @param outcome `gold_gate`, `keep_A`, `rejected`, `rolled_back`, `stopped`, `failed`, `promoted`; null while it runs
/// @param reason in a sentence of our own
/// @param reasonContentId the content with a person's own words, when there are any
public record Round(
        String target,
        int round,
        String category,
        String trigger,
        Instant beganAt,
        @Nullable Instant endedAt,
        @Nullable String dataset,
        @Nullable String job,
        @Nullable String version,
        @Nullable String test,
        @Nullable GoldReport gold,
        @Nullable ComparisonReport report,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String reasonContentId) {}

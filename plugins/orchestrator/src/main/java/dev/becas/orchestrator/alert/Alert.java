package dev.becas.orchestrator.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that somebody should look at.
///
/// @param alert what sort: `error_rate`, `confidence`, `guardrail`, `pipeline_failed`, ...
/// @param subject the version, category or target it is about
/// @param severity `warning` or `critical`
/// @param clearedAt when it was over by itself; null while it lasts
public record Alert(
        String id,
        String alert,
        String subject,
        String severity,
        String sentence,
        Instant raisedAt,
        @Nullable Instant clearedAt,
        @Nullable String ackedBy,
        @Nullable Instant ackedAt) {}

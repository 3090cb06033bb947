package dev.becas.orchestrator.pipeline;

import dev.becas.kernel.flow.EventHead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A target's pipeline as it is kept.
///
/// @param step counts its transitions
/// @param round counts its rounds; 0 before the first
/// @param cause the event that led to this state; empty at the beginning
/// @param at since when it is in this state
/// @param learnedUntil up to when the last dataset knew examples
/// @param checkedAt when its triggers were last looked at
public record PipelineRow(
        String target,
        String category,
        PipelineState state,
        long step,
        int round,
        String cause,
        Instant at,
        @Nullable Instant learnedUntil,
        @Nullable Instant checkedAt) {
    /// Since when examples count as new.
    public Instant newSince() {
        return learnedUntil == null ? Instant.EPOCH : learnedUntil;
    }

    /// The head of an event that this state leads to.
    public EventHead head(String id) {
        return new EventHead(id, cause, EventHead.NO_GUILD, at);
    }

    /// Names the round in ids and files: `becas-qwen-scam_detection-r3`.
    public String roundName() {
        return target + "-r" + round;
    }
}

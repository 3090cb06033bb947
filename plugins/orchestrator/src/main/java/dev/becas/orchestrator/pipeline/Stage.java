package dev.becas.orchestrator.pipeline;

import java.util.Locale;

/// Where a target's pipeline stands, in the order of a round.
public enum Stage {
    COLLECTING,
    READY_FOR_TRAINING,
    /// Freeze, train, gold evaluation, register.
    TRAINING,
    /// In the shadow of the live version.
    TESTING,
    /// The decision.
    EVALUATING,
    /// Approval, roll-out by share.
    PROMOTING,
    DEPLOYED,
    FAILED;

    /// The name in events, commands and JSON.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

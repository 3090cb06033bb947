package dev.becas.abtesting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request, answered by both, or the reason why not.
///
/// @param request names it
/// @param guild the server
/// @param channel the channel
/// @param message the message
/// @param at when it was asked
/// @param idle whether it was drawn at the idle rate
/// @param live what the live model said
/// @param shadow what the candidate said; null when it failed
/// @param again what the live model said when it was asked again; null when it was not
/// @param failure why there is no shadow answer
/// @param due when its label expires; null when both said the same
/// @param opinions how many people are asked
record ShadowPair(
        String request,
        String guild,
        String channel,
        String message,
        Instant at,
        boolean idle,
        Said live,
        @Nullable Said shadow,
        @Nullable Said again,
        @Nullable String failure,
        @Nullable Instant due,
        int opinions) {

    /// What a model said.
    ///
    /// @param label its label
    /// @param confidence its probability
    /// @param serviceNanos time spent answering, without queueing; 0 when it was not measured
    record Said(String label, double confidence, long serviceNanos) {}

    /// Whether the two answers are not the same.
    boolean differs() {
        return shadow != null && !shadow.label().equals(live.label());
    }
}

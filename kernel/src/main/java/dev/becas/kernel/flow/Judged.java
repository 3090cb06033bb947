package dev.becas.kernel.flow;

import dev.becas.kernel.content.Provenance;
import org.jspecify.annotations.Nullable;

/// A message that was judged for one category: shared by all per-message decisions.
///
/// @param decisionId the `message.decided` event, or the label, that this belongs to
/// @param ruleId the server's rule that was applied
/// @param severity 0 (nothing) to 3 (grave)
/// @param modelVersion the model that answered, if one did
/// @param human set when a person decided
public record Judged(
        String messageId,
        String channelId,
        String authorKey,
        String contentId,
        Provenance provenance,
        String decisionId,
        Verdict verdict,
        int severity,
        @Nullable String ruleId,
        Circumstances circumstances,
        @Nullable String modelVersion,
        @Nullable HumanWord human) {
    public Judged {
        if (severity < 0 || severity > 3) {
            throw new IllegalArgumentException("severity must be in [0, 3] but was " + severity);
        }
    }
}

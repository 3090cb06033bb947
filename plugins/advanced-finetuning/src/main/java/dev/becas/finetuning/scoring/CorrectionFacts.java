package dev.becas.finetuning.scoring;

import java.util.OptionalDouble;

/// What a moderator's correction carries.
///
/// @param originalConfidence    how sure the overturned decision was, 0 to 1; empty when it is not known
/// @param namesOriginalDecision whether the original decision is named
/// @param namesAction           whether the moderator's action is named
/// @param givesReason           whether a reason was typed
public record CorrectionFacts(
        OptionalDouble originalConfidence, boolean namesOriginalDecision, boolean namesAction, boolean givesReason) {
    public CorrectionFacts {
        if (originalConfidence.isPresent()) {
            ScoringFacts.requireShare("originalConfidence", originalConfidence.getAsDouble());
        }
    }

    /// Original decision, action and reason are all there.
    public boolean isComplete() {
        return namesOriginalDecision && namesAction && givesReason;
    }
}

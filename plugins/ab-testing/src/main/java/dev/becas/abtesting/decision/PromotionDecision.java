package dev.becas.abtesting.decision;

import java.util.List;

/// What the rule says of a test, and why.
///
/// @param standing where the test stands
/// @param confidence 1 - min(1, 1/E) of the weakest gate, in [0, 1]
/// @param reasoning one sentence a gate
/// @param guardrails the guardrails as they were read
public record PromotionDecision(
        Standing standing, double confidence, List<String> reasoning, List<Guardrail> guardrails) {

    /// Copies the lists in.
    public PromotionDecision {
        reasoning = List.copyOf(reasoning);
        guardrails = List.copyOf(guardrails);
    }

    /// What to do.
    public Recommendation recommendation() {
        return standing.recommendation();
    }

    /// `A`, `B` or `tie`: a winner is named on evidence only.
    public String winner() {
        return switch (standing) {
            case ALL_HOLD -> "B";
            case WORSE -> "A";
            case NO_DIFFERENCE, LIMIT, OPEN -> "tie";
        };
    }
}

package dev.becas.kernel.flow;

import java.util.List;

/// What was decided about a category, how sure, on whose word and why.
///
/// @param label one of the category's labels
/// @param confidence in [0, 1]
/// @param labelSource who decided
/// @param reasons why, most important first
/// @param indicators what analysers saw, by name (`lookalike_domain`, ...)
/// @param contextRefs ids of what else was looked at
public record Verdict(
        String label,
        double confidence,
        LabelSource labelSource,
        List<Reason> reasons,
        List<String> indicators,
        List<String> contextRefs) {
    public Verdict {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1] but was " + confidence);
        }
        reasons = List.copyOf(reasons);
        indicators = List.copyOf(indicators);
        contextRefs = List.copyOf(contextRefs);
    }
}

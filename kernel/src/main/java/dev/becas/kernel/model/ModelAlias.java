package dev.becas.kernel.model;

import org.jspecify.annotations.Nullable;

/// Who answers for a target: `version` gets `sharePercent` of the requests, `fallback` the rest.
public record ModelAlias(
        String target, String version, @Nullable String fallback, int sharePercent) {
    public ModelAlias {
        if (sharePercent < 0 || sharePercent > 100) {
            throw new IllegalArgumentException("sharePercent must be in [0, 100] but was " + sharePercent);
        }
        if (fallback == null && sharePercent != 100) {
            throw new IllegalArgumentException("without a fallback sharePercent must be 100 but was " + sharePercent);
        }
    }
}

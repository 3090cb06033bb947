package dev.becas.orchestrator.erasure;

import java.time.Instant;

/// A version learned from texts that were erased since.
///
/// @param revision of the dataset, the first without them
/// @param removed examples that are gone
/// @param shortened examples that lost a typed reason
/// @param round the target's round when this was told; a later one learns without those texts
/// @param event the `dataset.revised` that told it
/// @param at when the texts were erased
public record ErasedData(
        String version, String dataset, int revision, int removed, int shortened, int round, String event, Instant at) {
    /// The same in a sentence.
    public String sentence() {
        return version + " learned from texts that were erased at " + at + ": revision " + revision + " of " + dataset
                + " is without " + removed + " of its examples"
                + (shortened == 0 ? "" : " and without the reasons of " + shortened);
    }
}

package dev.becas.finetuning.dataset;

import java.time.Instant;
import java.util.List;

/// What an erasure took out of a dataset, in its manifest for good.
///
/// @param erasure     the event that asked for it
/// @param at          when the person's texts were erased
/// @param revision    of the dataset that came of it
/// @param removed     ids of the examples that are gone
/// @param shortened   ids of the examples that lost a typed reason and stay
/// @param models      versions that were trained on the dataset before
/// @param copies      folders outside ours to which it was exported before
/// @param contentHash of the revision before
public record Tombstone(
        String erasure,
        Instant at,
        int revision,
        List<String> removed,
        List<String> shortened,
        List<String> models,
        List<String> copies,
        String contentHash) {
    public Tombstone {
        removed = List.copyOf(removed);
        shortened = List.copyOf(shortened);
        models = List.copyOf(models);
        copies = List.copyOf(copies);
    }

    /// In words: `on 2026-01-05T08:00:00Z 3 examples were erased ...`.
    public String sentence() {
        return "on " + at + " an erasure took " + removed.size() + " example(s)"
                + (shortened.isEmpty() ? "" : " and the typed reason of " + shortened.size())
                + " (revision " + revision + "); models trained on them: "
                + (models.isEmpty() ? "none" : String.join(", ", models))
                + (copies.isEmpty() ? "" : "; exported before to " + String.join(", ", copies));
    }
}

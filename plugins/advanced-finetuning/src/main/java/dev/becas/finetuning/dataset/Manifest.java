package dev.becas.finetuning.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a dataset says of itself, as `manifest.json` beside its files. The ids of its examples stand in the files.
///
/// @param id          derived from the content
/// @param name        what exported files are called after
/// @param asOf        the moment whose knowledge it holds, by the clock of the conversation
/// @param filters     as asked for
/// @param parent      the dataset before it
/// @param contentHash SHA-256 over the lines of all examples, ascending by id
/// @param counts      by `category, tier, outcome, provenance, label, labelSource, polarity`, each by value
/// @param left        candidates that are not in, by reason
/// @param averageScoreBp mean score in basis points
/// @param revision    1 as frozen; each erasure that took something makes the next
/// @param tombstones  what erasures took, the oldest first
public record Manifest(
        String id,
        String name,
        String category,
        int schemaVersion,
        Instant asOf,
        Map<String, String> filters,
        long seed,
        @Nullable String parent,
        String contentHash,
        int trainCount,
        int evalCount,
        int averageScoreBp,
        Map<String, Map<String, Integer>> counts,
        Map<String, Integer> left,
        SplitProof split,
        List<FileRecord> files,
        int revision,
        List<Tombstone> tombstones) {
    /// The version of the line format.
    public static final int SCHEMA_VERSION = 1;
    /// The file beside the data.
    public static final String FILE = "manifest.json";

    public Manifest {
        filters = java.util.Collections.unmodifiableMap(new TreeMap<>(filters));
        counts = java.util.Collections.unmodifiableMap(new TreeMap<>(counts));
        left = java.util.Collections.unmodifiableMap(new TreeMap<>(left));
        files = List.copyOf(files);
        revision = Math.max(1, revision);
        tombstones = copyOf(tombstones);
    }

    /// As frozen.
    Manifest(
            String id,
            String name,
            String category,
            int schemaVersion,
            Instant asOf,
            Map<String, String> filters,
            long seed,
            @Nullable String parent,
            String contentHash,
            int trainCount,
            int evalCount,
            int averageScoreBp,
            Map<String, Map<String, Integer>> counts,
            Map<String, Integer> left,
            SplitProof split,
            List<FileRecord> files) {
        this(
                id,
                name,
                category,
                schemaVersion,
                asOf,
                filters,
                seed,
                parent,
                contentHash,
                trainCount,
                evalCount,
                averageScoreBp,
                counts,
                left,
                split,
                files,
                1,
                List.of());
    }

    /// A manifest of before there were revisions has no list.
    private static List<Tombstone> copyOf(@Nullable List<Tombstone> tombstones) {
        return tombstones == null ? List.of() : List.copyOf(tombstones);
    }

    /// One file of a dataset.
    public record FileRecord(String name, int lines, long bytes, String sha256) {}
}

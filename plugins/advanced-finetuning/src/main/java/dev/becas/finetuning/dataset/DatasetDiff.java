package dev.becas.finetuning.dataset;

import dev.becas.finetuning.dataset.LineReader.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Which examples came and went between two datasets, and why.
///
/// @param stayed       in both, with the same content or not
/// @param cameByReason how many came, by reason
/// @param wentByReason how many went, by reason
/// @param came         ids of some that came
/// @param went         ids of some that went
public record DatasetDiff(
        String from,
        String to,
        int stayed,
        Map<String, Integer> cameByReason,
        Map<String, Integer> wentByReason,
        List<String> came,
        List<String> went) {
    /// So many ids are listed; all are counted.
    public static final int LISTED_MAX = 100;

    /// Compares two datasets' folders.
    ///
    /// @param whyGone what became of an example: from its id to a reason such as `superseded`, or empty when it still
    ///     is there
    public static DatasetDiff between(Path from, Path to, UnaryOperator<String> whyGone) throws IOException {
        Manifest older = Freezer.readManifest(from);
        Manifest newer = Freezer.readManifest(to);
        Map<String, Instant> before = times(from, older);
        Map<String, Instant> after = times(to, newer);
        Map<String, Integer> came = new TreeMap<>();
        Map<String, Integer> went = new TreeMap<>();
        List<String> cameIds = new ArrayList<>();
        List<String> wentIds = new ArrayList<>();
        after.forEach((id, at) -> {
            if (!before.containsKey(id)) {
                count(came, cameIds, at.isAfter(older.asOf()) ? "new" : "chosen now", id);
            }
        });
        before.keySet().stream().filter(id -> !after.containsKey(id)).forEach(id -> {
            String why = whyGone.apply(id);
            count(went, wentIds, why.isEmpty() ? "not chosen now" : why, id);
        });
        int stayed = (int) before.keySet().stream().filter(after::containsKey).count();
        return new DatasetDiff(older.id(), newer.id(), stayed, came, went, cameIds, wentIds);
    }

    private static void count(Map<String, Integer> counts, List<String> ids, String why, String id) {
        counts.merge(why, 1, Integer::sum);
        if (ids.size() < LISTED_MAX) {
            ids.add(id);
        }
    }

    private static Map<String, Instant> times(Path folder, Manifest manifest) throws IOException {
        Map<String, Instant> times = new TreeMap<>();
        for (Manifest.FileRecord file : manifest.files()) {
            try (LineReader reader = new LineReader(folder.resolve(file.name()))) {
                for (Line line = reader.next(); line != null; line = reader.next()) {
                    times.put(line.id(), line.at());
                }
            }
        }
        return times;
    }
}

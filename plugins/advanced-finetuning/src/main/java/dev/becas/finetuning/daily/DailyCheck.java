package dev.becas.finetuning.daily;

import dev.becas.finetuning.dataset.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a set of daily files says of itself, beside them: how much it is, of what quality, and what is wrong with it.
///
/// @param asOf           the moment whose knowledge it holds
/// @param lines          how many examples
/// @param bytes          of all files, unpacked
/// @param averageScoreBp mean score in basis points
/// @param counts         by `label, labelSource, tier`, each by value
/// @param problems       in words; empty when all is well
/// @param files          in order; hashes and sizes are those of the unpacked file
/// @param erasures       the events of erasures that took something
public record DailyCheck(
        String category,
        Instant asOf,
        int lines,
        long bytes,
        int averageScoreBp,
        Map<String, Map<String, Integer>> counts,
        List<String> problems,
        List<Manifest.FileRecord> files,
        List<String> erasures) {
    public DailyCheck {
        counts = java.util.Collections.unmodifiableMap(new TreeMap<>(counts));
        problems = List.copyOf(problems);
        files = List.copyOf(files);
        erasures = List.copyOf(erasures);
    }
}

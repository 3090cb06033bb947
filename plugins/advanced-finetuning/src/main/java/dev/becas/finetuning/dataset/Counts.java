package dev.becas.finetuning.dataset;

import java.util.Map;
import java.util.TreeMap;

/// Counts of a dataset's examples by what a manifest lists.
final class Counts {
    private final Map<String, Map<String, Integer>> byName = new TreeMap<>();
    private long scoreSum;
    private int count;

    /// What an example is counted as.
    record Kind(
            String category,
            String tier,
            String outcome,
            String provenance,
            String label,
            String labelSource,
            String polarity) {
        static Kind of(FrozenExample example) {
            return new Kind(
                    example.category(),
                    example.tier().wireName(),
                    example.outcome().wireName(),
                    example.provenance(),
                    example.label(),
                    example.labelSource(),
                    example.polarity());
        }
    }

    void add(Kind kind, int scoreBp) {
        count("category", kind.category());
        count("tier", kind.tier());
        count("outcome", kind.outcome());
        count("provenance", kind.provenance());
        count("label", kind.label());
        count("labelSource", kind.labelSource());
        count("polarity", kind.polarity());
        scoreSum += scoreBp;
        count++;
    }

    Map<String, Map<String, Integer>> byName() {
        return byName;
    }

    /// The mean score, rounded half up; 0 of nothing.
    int averageScoreBp() {
        return count == 0 ? 0 : (int) ((scoreSum + count / 2) / count);
    }

    private void count(String name, String value) {
        byName.computeIfAbsent(name, n -> new TreeMap<>()).merge(value, 1, Integer::sum);
    }
}

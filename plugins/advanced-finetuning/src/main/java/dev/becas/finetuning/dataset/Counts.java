package dev.becas.finetuning.dataset;

import java.util.Map;
import java.util.TreeMap;

/// Counts of a dataset's examples by what a manifest lists.
final class Counts {
    private final Map<String, Map<String, Integer>> byName = new TreeMap<>();
    private long scoreSum;
    private int count;

    void add(FrozenExample example) {
        count("category", example.category());
        count("tier", example.tier().wireName());
        count("outcome", example.outcome().wireName());
        count("provenance", example.provenance());
        count("label", example.label());
        count("labelSource", example.labelSource());
        count("polarity", example.polarity());
        scoreSum += example.scoreBp();
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

package dev.becas.finetuning.redaction;

import java.util.List;
import java.util.TreeMap;

/// What was found so far, without overlaps: the first detector to claim a stretch keeps it.
final class Findings {
    private final TreeMap<Integer, Finding> byStart = new TreeMap<>();

    /// Adds the stretch unless an earlier finding touches it.
    void add(Sensitive kind, int start, int end) {
        if (isFree(start, end)) {
            byStart.put(start, new Finding(kind, start, end));
        }
    }

    boolean isFree(int start, int end) {
        var before = byStart.lowerEntry(end);
        return before == null || before.getValue().end() <= start;
    }

    List<Finding> inOrder() {
        return List.copyOf(byStart.values());
    }
}

package dev.becas.orchestrator.lineage;

import java.util.List;

/// All that something came from, and all that it led to.
///
/// @param id what was asked about
/// @param from what it came from, by kind
/// @param to what it led to, by kind
/// @param cutOff whether a side was larger than the limit
public record LineageReport(String id, List<Kind> from, List<Kind> to, boolean cutOff) {
    public LineageReport {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    /// @param kind the event's name, or `model`, `dataset`, `example`
    /// @param count how many there are
    /// @param first the first of them, by time
    public record Kind(String kind, long count, List<String> first) {
        public Kind {
            first = List.copyOf(first);
        }
    }

    /// Whether nothing hangs on it: most likely the id is wrong.
    public boolean isAlone() {
        return from.isEmpty() && to.isEmpty();
    }
}

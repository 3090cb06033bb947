package dev.becas.linear;

import dev.becas.linear.feature.FeatureExtractor;
import java.util.ArrayList;
import java.util.List;

/// The extractors that wait for work (about 400 KiB each): a thread takes one and gives it back. It gets the one that
/// took the same message apart for another category, if that waits.
final class Extractors {
    /// As many as threads score at once; more are made when more do, and left to the collector.
    private static final int KEPT = 16;

    private final List<FeatureExtractor> idle = new ArrayList<>(KEPT);

    synchronized FeatureExtractor take(String input) {
        if (idle.isEmpty()) {
            return new FeatureExtractor();
        }
        int chosen = idle.size() - 1;
        for (int i = 0; i < idle.size(); i++) {
            chosen = idle.get(i).knows(input) ? i : chosen;
        }
        return idle.remove(chosen);
    }

    synchronized void giveBack(FeatureExtractor extractor) {
        if (idle.size() < KEPT) {
            idle.add(extractor);
        }
    }
}

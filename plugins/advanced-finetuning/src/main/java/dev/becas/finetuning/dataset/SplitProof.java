package dev.becas.finetuning.dataset;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What shows that evaluation is unseen: counted again after the split, not by it.
///
/// @param nearDuplicate      the Jaccard similarity from which two texts are one cluster
/// @param clusters           how many near-duplicate clusters the dataset has
/// @param straddlingClusters clusters with a foot in both parts; 0 when the split is right
/// @param leftOut            newer members of older clusters, in neither part
/// @param labels             by label: counts and the times on both sides of the boundary
public record SplitProof(
        double nearDuplicate, int clusters, int straddlingClusters, int leftOut, Map<String, LabelSplit> labels) {
    public SplitProof {
        labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /// No cluster straddles, and for each label evaluation is newer than training.
    public boolean holds() {
        return straddlingClusters == 0 && labels.values().stream().allMatch(LabelSplit::isForward);
    }

    /// One label's two parts.
    public record LabelSplit(
            int train,
            int eval,
            @Nullable Instant newestTrain,
            @Nullable Instant oldestEval) {
        boolean isForward() {
            return newestTrain == null || oldestEval == null || newestTrain.isBefore(oldestEval);
        }

        LabelSplit with(boolean isEval, Instant at) {
            return isEval
                    ? new LabelSplit(
                            train,
                            eval + 1,
                            newestTrain,
                            oldestEval == null || at.isBefore(oldestEval) ? at : oldestEval)
                    : new LabelSplit(
                            train + 1,
                            eval,
                            newestTrain == null || at.isAfter(newestTrain) ? at : newestTrain,
                            oldestEval);
        }

        static LabelSplit none() {
            return new LabelSplit(0, 0, null, null);
        }
    }
}

package dev.becas.finetuning.dataset;

import dev.becas.finetuning.dataset.SplitProof.LabelSplit;
import dev.becas.finetuning.duplicates.Clusters;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/// Counts what a proof says: from the finished parts, knowing nothing of how they were made.
final class SplitCheck {
    private final double nearDuplicate;
    private final Clusters clusters;
    private final BitSet withTrain = new BitSet();
    private final BitSet withEval = new BitSet();
    private final Map<String, LabelSplit> labels = new TreeMap<>();

    SplitCheck(double nearDuplicate, Clusters clusters) {
        this.nearDuplicate = nearDuplicate;
        this.clusters = clusters;
    }

    void add(int item, String label, boolean isEval, Instant at) {
        (isEval ? withEval : withTrain).set(clusters.clusterOf(item));
        labels.put(label, labels.getOrDefault(label, LabelSplit.none()).with(isEval, at));
    }

    SplitProof proof(int leftOut) {
        BitSet all = (BitSet) withTrain.clone();
        all.or(withEval);
        BitSet both = (BitSet) withTrain.clone();
        both.and(withEval);
        return new SplitProof(nearDuplicate, all.cardinality(), both.cardinality(), leftOut, labels);
    }
}

package dev.becas.finetuning.dataset;

import dev.becas.finetuning.duplicates.Clusters;
import java.util.Arrays;

/// Divides what is in into training and evaluation, forward in time and by near-duplicate cluster.
///
/// Each label has a boundary in time: before it is training, after it is evaluation, and about `evalShare` of the
/// label's examples lie after it. A cluster that lies wholly after the boundaries is evaluation. Where a cluster lies
/// on both sides, its newer members are left out, so that nothing in evaluation resembles anything in training. The
/// boundary moves back until the share is reached, or until as many had to be left out as the share is.
final class Split {
    private final Candidates candidates;
    private final Clusters clusters;
    private final double evalShare;

    Split(Candidates candidates, Clusters clusters, double evalShare) {
        this.candidates = candidates;
        this.clusters = clusters;
        this.evalShare = evalShare;
    }

    void apply() {
        int[] in = candidates.in();
        long[] oldestOfCluster = oldestOfClusters(in);
        long[] boundaries = new long[candidates.labels.size()];
        for (int label = 0; label < boundaries.length; label++) {
            boundaries[label] = boundary(membersOf(in, label), oldestOfCluster);
        }
        boolean[] hasOld = new boolean[clusters.items()];
        for (int i : in) {
            if (!isNew(i, boundaries)) {
                hasOld[clusters.clusterOf(i)] = true;
            }
        }
        for (int i : in) {
            if (isNew(i, boundaries)) {
                candidates.put(i, hasOld[clusters.clusterOf(i)] ? Part.STRADDLES : Part.EVAL);
            }
        }
    }

    private boolean isNew(int i, long[] boundaries) {
        return candidates.atMillis(i) >= boundaries[candidates.label(i)];
    }

    /// The instant from which a label's examples are evaluation.
    private long boundary(int[] members, long[] oldestOfCluster) {
        long[] newestFirst = Arrays.stream(members)
                .mapToLong(i -> -candidates.atMillis(i))
                .sorted()
                .toArray();
        long[] clusterOldestFirst = Arrays.stream(members)
                .mapToLong(i -> -oldestOfCluster[clusters.clusterOf(i)])
                .sorted()
                .toArray();
        int wanted = (int) Math.round(evalShare * members.length);
        long boundary = Long.MAX_VALUE;
        int whole = 0;
        for (int newer = 0; newer < newestFirst.length && whole < wanted; ) {
            long at = -newestFirst[newer];
            while (newer < newestFirst.length && -newestFirst[newer] >= at) {
                newer++;
            }
            while (whole < clusterOldestFirst.length && -clusterOldestFirst[whole] >= at) {
                whole++;
            }
            boolean tooMany = newer - whole > wanted || newer > members.length / 2;
            if (tooMany && boundary != Long.MAX_VALUE) {
                return boundary;
            }
            boundary = at;
        }
        return boundary;
    }

    private long[] oldestOfClusters(int[] in) {
        long[] oldest = new long[clusters.items()];
        Arrays.fill(oldest, Long.MAX_VALUE);
        for (int i : in) {
            int cluster = clusters.clusterOf(i);
            oldest[cluster] = Math.min(oldest[cluster], candidates.atMillis(i));
        }
        return oldest;
    }

    private int[] membersOf(int[] in, int label) {
        return Arrays.stream(in).filter(i -> candidates.label(i) == label).toArray();
    }
}

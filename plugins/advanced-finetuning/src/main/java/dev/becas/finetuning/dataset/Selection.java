package dev.becas.finetuning.dataset;

import dev.becas.finetuning.duplicates.Clusters;
import dev.becas.finetuning.duplicates.NearDuplicateJoin;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Which candidates go where.
final class Selection {
    private final Candidates candidates;
    private final Clusters clusters;
    private final double nearDuplicate;

    private Selection(Candidates candidates, Clusters clusters, double nearDuplicate) {
        this.candidates = candidates;
        this.clusters = clusters;
        this.nearDuplicate = nearDuplicate;
    }

    /// Caps, balance and limit, without a split: what a dataset frozen now would hold.
    static Candidates choose(Candidates candidates, DatasetFilters filters, DatasetSettings settings) {
        new Caps(settings).apply(candidates);
        Balance balance = new Balance(candidates);
        if (filters.balance()) {
            balance.apply();
        }
        balance.limit(filters.maxExamples());
        return candidates;
    }

    /// @param drafts gets the line of each candidate
    static Selection of(
            ExampleSource source, DraftLines drafts, DatasetFilters filters, DatasetSettings settings, long seed)
            throws Exception {
        Candidates candidates = new Candidates(seed);
        try (NearDuplicateJoin join = NearDuplicateJoin.open(settings.nearDuplicate())) {
            Batches.forEach(source, example -> {
                candidates.add(example);
                join.add(example.message());
                drafts.add(example);
            });
            Clusters clusters = join.clusters();
            choose(candidates, filters, settings);
            new Split(candidates, clusters, settings.evalShare()).apply();
            return new Selection(candidates, clusters, settings.nearDuplicate());
        }
    }

    Candidates candidates() {
        return candidates;
    }

    /// The cluster of candidate `i`, named by the lowest example id in it.
    String cluster(int i) {
        return candidates.id(clusters.clusterOf(i));
    }

    SplitProof proof() {
        SplitCheck check = new SplitCheck(nearDuplicate, clusters);
        for (int i : candidates.in()) {
            check.add(
                    i,
                    candidates.labels.name(candidates.label(i)),
                    candidates.part(i) == Part.EVAL,
                    Instant.ofEpochMilli(candidates.atMillis(i)));
        }
        return check.proof(left().getOrDefault(Part.STRADDLES.wireName(), 0));
    }

    /// Candidates that are not in, by reason.
    Map<String, Integer> left() {
        Map<String, Integer> left = new TreeMap<>();
        for (int i = 0; i < candidates.count(); i++) {
            if (!candidates.part(i).isIn()) {
                left.merge(candidates.part(i).wireName(), 1, Integer::sum);
            }
        }
        return left;
    }
}

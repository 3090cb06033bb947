package dev.becas.finetuning.examples;

import dev.becas.finetuning.FinetuningSettings;
import dev.becas.finetuning.dataset.DatasetFilters;
import dev.becas.finetuning.dataset.DatasetSettings;
import dev.becas.finetuning.dataset.WouldHold;
import dev.becas.finetuning.scoring.Tier;
import dev.becas.kernel.dataset.ExampleStatistics;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.store.Store;
import java.time.Instant;
import java.util.Map;

/// Counts trainable examples for whoever decides whether to train.
public final class ExampleCounter implements ExampleStatistics {
    private final Store store;
    private final GuildPolicies policies;
    private final FinetuningSettings settings;
    private final DatasetSettings datasets;

    public ExampleCounter(Store store, GuildPolicies policies, FinetuningSettings settings, DatasetSettings datasets) {
        this.store = store;
        this.policies = policies;
        this.settings = settings;
        this.datasets = datasets;
    }

    @Override
    public ExampleCounts counts(String category, Instant asOf, Instant newSince) {
        DatasetFilters filters = DatasetFilters.of(category, Map.of(), datasets);
        WouldHold dataset = new WouldHold();
        int[] counts = new int[4];
        TrainableExamples.toCount(store, policies, settings, filters, asOf).forEach(example -> {
            dataset.add(example);
            int gold = example.tier() == Tier.GOLD ? 1 : 0;
            int fresh = example.at().isAfter(newSince) ? 1 : 0;
            counts[0] += gold;
            counts[1]++;
            counts[2] += gold * fresh;
            counts[3] += fresh;
        });
        return new ExampleCounts(counts[0], counts[1], counts[2], counts[3], dataset.averageScoreBp(filters, datasets));
    }
}

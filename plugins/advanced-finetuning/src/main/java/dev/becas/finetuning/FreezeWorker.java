package dev.becas.finetuning;

import dev.becas.finetuning.dataset.DatasetFilters;
import dev.becas.finetuning.dataset.DatasetSettings;
import dev.becas.finetuning.dataset.Freezer;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.finetuning.dataset.NothingToFreeze;
import dev.becas.finetuning.examples.TrainableExamples;
import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.dataset.DatasetSummary;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.DatasetFlow.DatasetRefused;
import dev.becas.kernel.flow.DatasetFlow.DatasetRequested;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.plugin.PluginContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Freezes what was asked for, as outside work: the files first, then one transaction that says so. Done again after a
/// kill it makes the same files and the same event.
final class FreezeWorker implements OutboxWorker, Handler {
    /// The kind of outside work.
    static final String KIND = "freeze-dataset";

    private static final int LINEAGE_AT_ONCE = 20_000;

    private final PluginContext context;
    private final FinetuningSettings settings;
    private final DatasetSettings datasets;
    private final DatasetFolders folders;

    FreezeWorker(PluginContext context, FinetuningSettings settings, DatasetSettings datasets, DatasetFolders folders) {
        this.context = context;
        this.settings = settings;
        this.datasets = datasets;
        this.folders = folders;
    }

    /// Asks for the work; the request's id makes asking twice one piece of work.
    @Override
    public Effect handle(List<Delivery> batch) {
        return tx -> {
            for (Delivery delivery : batch) {
                if (delivery.event() instanceof DatasetRequested request) {
                    tx.outbox(
                            KIND,
                            KIND + "/" + request.head().id(),
                            request.head().id(),
                            request);
                }
            }
        };
    }

    @Override
    public Effect perform(OutboxItem item) throws Exception {
        DatasetRequested request = item.payload(DatasetRequested.class);
        try {
            Manifest manifest = folders.exclusively(() -> {
                Manifest frozen = freeze(request);
                writeLineage(frozen);
                return frozen;
            });
            DatasetSummary summary = folders.summary(manifest);
            return tx -> frozen(tx, request, summary);
        } catch (NothingToFreeze | IllegalArgumentException e) {
            return tx -> refused(tx, request, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Effect gaveUp(OutboxItem item, Exception failure) {
        DatasetRequested request = item.payload(DatasetRequested.class);
        return tx -> refused(tx, request, "freezing failed " + item.attempt() + " times: " + failure.getMessage());
    }

    private Manifest freeze(DatasetRequested request) throws Exception {
        DatasetFilters filters = DatasetFilters.of(request.category(), request.filters(), datasets);
        TrainableExamples source = TrainableExamples.toFreeze(
                context.store(),
                context.policies(),
                settings,
                filters,
                request.head().at());
        return new Freezer(folders.root(), datasets)
                .freeze(
                        new Freezer.Request(
                                request.head().id(),
                                request.name(),
                                request.category(),
                                request.filters(),
                                request.seed(),
                                request.parentId(),
                                request.head().at()),
                        source);
    }

    /// A dataset comes from its examples: so many rows that they are written some thousands at a time, again after a
    /// kill.
    private void writeLineage(Manifest manifest) throws Exception {
        List<String> ids = new ArrayList<>();
        folders.forEachId(manifest.id(), id -> {
            ids.add(id);
            if (ids.size() == LINEAGE_AT_ONCE) {
                writeLineage(manifest.id(), ids);
                ids.clear();
            }
        });
        writeLineage(manifest.id(), ids);
    }

    private void writeLineage(String datasetId, List<String> ids) throws Exception {
        context.bus().write("lineage of " + datasetId, tx -> tx.lineage(datasetId, ids));
    }

    private static void frozen(Tx tx, DatasetRequested request, DatasetSummary summary) {
        tx.sql()
                .execute(
                        "INSERT INTO finetuning_dataset (id, name, category, summary, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        summary.datasetId(),
                        summary.name(),
                        summary.category(),
                        Json.write(summary),
                        request.head().at().toEpochMilli());
        answer(tx, request, summary.datasetId(), null);
        tx.publish(new DatasetFrozen(request.head().next("dataset.frozen", 0), summary));
    }

    private static void refused(Tx tx, DatasetRequested request, String reason) {
        answer(tx, request, null, reason);
        tx.publish(new DatasetRefused(request.head().next("dataset.refused", 0), request.category(), reason));
    }

    private static void answer(Tx tx, DatasetRequested request, @Nullable String dataset, @Nullable String refusal) {
        tx.sql()
                .execute(
                        "INSERT INTO finetuning_freeze (request, category, dataset, refusal, at, place) VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(place), 0) + 1 FROM finetuning_freeze)) ON CONFLICT DO NOTHING",
                        request.head().id(),
                        request.category(),
                        dataset,
                        refusal,
                        request.head().at().toEpochMilli());
    }
}

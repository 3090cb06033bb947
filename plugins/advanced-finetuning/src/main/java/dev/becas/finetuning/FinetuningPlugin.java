package dev.becas.finetuning;

import dev.becas.finetuning.command.DatasetCommands;
import dev.becas.finetuning.daily.DailyErasure;
import dev.becas.finetuning.daily.DailyExport;
import dev.becas.finetuning.daily.DailyJobs;
import dev.becas.finetuning.daily.OldLogs;
import dev.becas.finetuning.daily.RawTexts;
import dev.becas.finetuning.dataset.DatasetSettings;
import dev.becas.finetuning.erasure.ErasureWork;
import dev.becas.finetuning.examples.ExampleCounter;
import dev.becas.finetuning.examples.ExampleWriter;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.bus.SubscriptionOptions;
import dev.becas.kernel.content.CopyKeeper;
import dev.becas.kernel.dataset.ExampleStatistics;
import dev.becas.kernel.flow.DatasetFlow.DatasetRequested;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;
import java.util.Set;

/// Makes graded examples of decisions, and datasets of examples.
public final class FinetuningPlugin implements BecasPlugin {
    /// One lane keeps the order over all servers; a batch is small because it is folded while it holds the writer.
    private static final SubscriptionOptions IN_ORDER = new SubscriptionOptions(1, 256, 4);

    @Override
    public void start(PluginContext context) throws Exception {
        FinetuningSettings settings = context.settings("finetuning", FinetuningSettings.DEFAULTS);
        DatasetSettings datasets = context.settings("datasets", DatasetSettings.DEFAULTS);
        DatasetFolders folders = new DatasetFolders(context.dataFolder(), datasets);
        ExampleCounter counter = new ExampleCounter(context.store(), context.policies(), settings, datasets);
        ErasureWork erasures =
                new ErasureWork(context, folders, new DailyErasure(folders.root(), datasets.maxFileMb()));
        FreezeWorker freezer = new FreezeWorker(context, settings, datasets, folders);

        context.provide(ExampleStatistics.class, "examples", counter);
        context.subscribe(Subscription.to(
                        context.pluginId() + ".collect",
                        new CollectLane(
                                new CollectHandler(
                                        context.contents(),
                                        context.policies(),
                                        new ExampleWriter(
                                                settings,
                                                datasets.nearDuplicate(),
                                                context.authors(),
                                                context.policies())),
                                new DailyJobs(datasets)),
                        CollectLane.events())
                .with(IN_ORDER));
        context.subscribe(Subscription.to(context.pluginId() + ".freeze", freezer, Set.of(DatasetRequested.class)));
        context.work(FreezeWorker.KIND, freezer);
        context.work(ErasureWork.KIND, erasures);
        context.work(DailyExport.KIND, new DailyExport(context, settings, datasets, folders));
        context.work(RawTexts.KIND, new RawTexts(context, datasets.rawTextRetention()));
        context.work(OldLogs.KIND, new OldLogs(context.dataFolder(), datasets.logRetention()));
        context.provide(CopyKeeper.class, context.pluginId(), erasures);
        new DatasetCommands(context, datasets, folders).all().forEach(context::command);
    }
}

package dev.becas.finetuning.daily;

import dev.becas.finetuning.DatasetFolders;
import dev.becas.finetuning.FinetuningSettings;
import dev.becas.finetuning.dataset.DatasetFilters;
import dev.becas.finetuning.dataset.DatasetSettings;
import dev.becas.finetuning.examples.TrainableExamples;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.plugin.PluginContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the daily files of one category, as outside work: as of the time that is named, so that done again after a
/// kill it makes the same files.
public final class DailyExport implements OutboxWorker {
    /// The kind of outside work.
    public static final String KIND = "export-daily";

    private static final Logger LOG = LoggerFactory.getLogger(DailyExport.class);

    private final PluginContext context;
    private final FinetuningSettings settings;
    private final DatasetSettings datasets;
    private final DatasetFolders folders;

    public DailyExport(
            PluginContext context, FinetuningSettings settings, DatasetSettings datasets, DatasetFolders folders) {
        this.context = context;
        this.settings = settings;
        this.datasets = datasets;
        this.folders = folders;
    }

    /// What is asked for.
    ///
    /// @param due when: the last day ends then
    record Day(String category, Instant due) {}

    @Override
    public Effect perform(OutboxItem item) throws Exception {
        Day day = item.payload(Day.class);
        DailyFolder folder = DailyFolder.of(folders.root(), day.category());
        TrainableExamples source = TrainableExamples.toFreeze(
                context.store(),
                context.policies(),
                settings,
                DatasetFilters.of(day.category(), Map.of(), datasets),
                day.due());
        folders.exclusively(() -> {
            List<DailyCheck> checks =
                    new DailyFiles(folder, datasets.maxFileMb(), settings.appealWindow()).write(day.due(), source);
            checks.forEach(DailyExport::log);
            List<String> archived = new Archive(folder).take(day.due().minus(datasets.archiveAfter()));
            if (!archived.isEmpty()) {
                LOG.info("archived {} of {}", archived, day.category());
            }
            return checks;
        });
        return Effect.NOTHING;
    }

    private static void log(DailyCheck check) {
        String files = check.files().stream()
                .map(file -> file.name() + " (" + file.lines() + ")")
                .collect(Collectors.joining(", "));
        if (check.problems().isEmpty()) {
            LOG.info("daily export of {}: {}, {} bytes; checked", check.category(), files, check.bytes());
        } else {
            LOG.warn("daily export of {}: {}; {}", check.category(), files, String.join("; ", check.problems()));
        }
    }
}

package dev.becas.finetuning.command;

import dev.becas.finetuning.DatasetFolders;
import dev.becas.finetuning.dataset.DatasetDiff;
import dev.becas.finetuning.dataset.DatasetFilters;
import dev.becas.finetuning.dataset.DatasetSettings;
import dev.becas.finetuning.dataset.Freezer;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.finetuning.dataset.Tombstone;
import dev.becas.finetuning.dataset.Verifier;
import dev.becas.finetuning.examples.Statistics;
import dev.becas.finetuning.export.ExportFormat;
import dev.becas.finetuning.export.ExportManifest;
import dev.becas.finetuning.export.Exporter;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.dataset.DatasetSummary;
import dev.becas.kernel.flow.DatasetFlow.DatasetRequested;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.PluginContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `dataset stats | freeze | list | show | diff | verify | export`.
public final class DatasetCommands {
    private static final Parameter ID =
            new Parameter("dataset", "the dataset's id, or `latest` for the one frozen last", true);
    private static final Option CATEGORY = Option.value("category", "only of this category", "");
    private static final List<String> FILTERS =
            List.of("modelTarget", "minTier", "minQuality", "maxExamples", "balance", "since", "until", "guild");
    private static final long FREEZE_WAIT_MS_MAX = 600_000;
    private static final long FREEZE_POLL_MS = 50;

    private final PluginContext context;
    private final DatasetSettings settings;
    private final DatasetFolders folders;
    private final Catalog catalog;

    /// @param folders of all datasets
    public DatasetCommands(PluginContext context, DatasetSettings settings, DatasetFolders folders) {
        this.context = context;
        this.settings = settings;
        this.folders = folders;
        this.catalog = new Catalog(context.store());
    }

    /// All of them.
    public List<Command> all() {
        return List.of(
                new Command("dataset stats", "Counts of all examples.", List.of(), List.of(), call -> stats()),
                new Command(
                        "dataset freeze",
                        "Freezes the trainable examples about a category into a dataset.",
                        List.of(new Parameter("category", "what the dataset teaches", true)),
                        freezeOptions(),
                        this::freeze),
                new Command(
                        "dataset list",
                        "Lists the datasets, the one frozen last first.",
                        List.of(),
                        List.of(CATEGORY),
                        this::list),
                new Command(
                        "dataset show", "Shows the manifest of a dataset.", List.of(ID), List.of(CATEGORY), this::show),
                new Command(
                        "dataset diff",
                        "Says which examples came and went between two datasets, and why.",
                        List.of(
                                new Parameter("from", "the older dataset's id", true),
                                new Parameter("to", "the newer dataset's id", true)),
                        List.of(),
                        this::diff),
                new Command(
                        "dataset verify",
                        "Checks a dataset's files: hashes, schema, split.",
                        List.of(ID),
                        List.of(CATEGORY),
                        this::verify),
                new Command(
                        "dataset export",
                        "Copies a dataset into files for others.",
                        List.of(ID),
                        List.of(
                                CATEGORY,
                                Option.value("format", String.join(", ", ExportFormat.names()), "native"),
                                Option.value("out", "the folder to write to", "")),
                        this::export));
    }

    private static List<Option> freezeOptions() {
        List<Option> options = new ArrayList<>();
        options.add(Option.value("name", "what exported files are called after", ""));
        options.add(Option.value("seed", "of the sampling", "0"));
        FILTERS.forEach(filter -> options.add(Option.value(filter, "filter, see the reference", "")));
        return options;
    }

    private CommandResult stats() {
        Statistics statistics = Statistics.read(
                context.store(), context.policies(), context.clock().instant());
        return CommandResult.ok(
                statistics.totalExamples() + " examples: tiers " + statistics.byTier() + ", label sources "
                        + statistics.byLabelSource() + ", categories " + statistics.byCategory() + "; not trained on "
                        + statistics.rejectedByReason(),
                statistics);
    }

    private CommandResult freeze(CommandCall call) throws Exception {
        String category = call.required("category");
        Map<String, String> filters = new TreeMap<>();
        FILTERS.forEach(name -> call.find(name).ifPresent(value -> filters.put(name, value)));
        DatasetFilters.of(category, filters, settings);
        String name = call.find("name").orElse(category);
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "--name must be letters, digits, dots, dashes and underscores but was '" + name + "'");
        }
        long seed = call.number("seed", 0, Long.MAX_VALUE);
        Instant now = context.clock().instant();
        EventHead head = EventHead.root(
                "dataset freeze",
                String.join("/", name, category, filters.toString(), String.valueOf(seed), now.toString()),
                EventHead.NO_GUILD,
                now);
        context.bus().publish(new DatasetRequested(head, name, category, filters, seed, null));
        call.progress().accept("freezing " + category + " as of " + now);
        return awaitAnswer(head.id());
    }

    private CommandResult awaitAnswer(String request) throws Exception {
        long deadline = System.nanoTime() + FREEZE_WAIT_MS_MAX * 1_000_000;
        while (System.nanoTime() < deadline) {
            Optional<Answer> answer = answer(request);
            if (answer.isPresent()) {
                String dataset = answer.get().dataset();
                return dataset == null
                        ? CommandResult.failed("refused: " + answer.get().refusal(), answer.get())
                        : shown(Freezer.readManifest(folders.of(dataset)));
            }
            Thread.sleep(FREEZE_POLL_MS);
        }
        return CommandResult.failed(
                "still freezing after " + FREEZE_WAIT_MS_MAX / 1_000 + " s; see `dataset list` later", Map.of());
    }

    private record Answer(
            @Nullable String dataset, @Nullable String refusal) {}

    private Optional<Answer> answer(String request) {
        return context.store()
                .read(h -> h.createQuery("SELECT dataset, refusal FROM finetuning_freeze WHERE request = :request")
                        .bind("request", request)
                        .map((r, c) -> new Answer(r.getString("dataset"), r.getString("refusal")))
                        .findOne());
    }

    private CommandResult list(CommandCall call) {
        List<DatasetSummary> all = catalog.newestFirst(call.find("category"));
        String text = all.stream()
                .map(d -> d.datasetId() + "  " + d.name() + "  " + d.category() + "  " + d.trainCount() + " + "
                        + d.evalCount() + " examples")
                .collect(Collectors.joining("\n"));
        return CommandResult.ok(all.isEmpty() ? "no dataset in " + folders.root() : text, all);
    }

    private CommandResult show(CommandCall call) throws IOException {
        return shown(Freezer.readManifest(folder(call)));
    }

    private CommandResult shown(Manifest manifest) {
        return CommandResult.ok(
                String.format(
                                Locale.ROOT,
                                "dataset %s: %d for training, %d for evaluation, mean score %d, %d clusters of which %d straddle, content %s",
                                manifest.id(),
                                manifest.trainCount(),
                                manifest.evalCount(),
                                manifest.averageScoreBp(),
                                manifest.split().clusters(),
                                manifest.split().straddlingClusters(),
                                manifest.contentHash())
                        + erased(manifest),
                manifest);
    }

    private CommandResult diff(CommandCall call) throws IOException {
        DatasetDiff diff =
                DatasetDiff.between(folders.of(call.required("from")), folders.of(call.required("to")), this::whyGone);
        return CommandResult.ok(
                diff.stayed() + " stayed; came: " + diff.cameByReason() + "; went: " + diff.wentByReason(), diff);
    }

    private String whyGone(String exampleId) {
        return context.store()
                .read(h -> h.createQuery("""
                        SELECT CASE WHEN c.text IS NULL THEN 'erased' WHEN e.held THEN 'moderators_disagree' ELSE coalesce(e.gone_why, '') END
                        FROM finetuning_example e LEFT JOIN content c ON c.id = 'ex-' || e.id WHERE e.id = :id""")
                        .bind("id", exampleId)
                        .mapTo(String.class)
                        .findOne()
                        .orElse("unknown"));
    }

    private CommandResult verify(CommandCall call) throws Exception {
        Path folder = folder(call);
        return folders.exclusively(() -> {
            Verifier.Report report = new Verifier(folder).verify();
            return report.isSound()
                    ? CommandResult.ok(
                            "dataset " + report.datasetId() + " is sound: " + report.lines() + " examples"
                                    + erased(Freezer.readManifest(folder)),
                            report)
                    : CommandResult.failed(String.join("\n", report.problems()), report);
        });
    }

    /// What erasures took, and the models that learned from this dataset until today.
    private String erased(Manifest manifest) {
        if (manifest.tombstones().isEmpty()) {
            return "";
        }
        String models = context.models().versions(null).stream()
                .filter(version -> version.datasetId().equals(manifest.id()))
                .map(ModelVersion::name)
                .collect(Collectors.joining(", "));
        return "; " + manifest.tombstones().stream().map(Tombstone::sentence).collect(Collectors.joining("; "))
                + (models.isEmpty() ? "" : "; models of all revisions: " + models);
    }

    private CommandResult export(CommandCall call) throws Exception {
        ExportFormat format = ExportFormat.named(call.find("format").orElse("native"));
        Path folder = folder(call);
        Path target = call.find("out")
                .map(Path::of)
                .orElseGet(() -> folders.root().resolve("exports").resolve(format.wireName()))
                .toAbsolutePath()
                .normalize();
        ExportManifest written = folders.exclusively(() -> {
            ExportManifest made = new Exporter(settings.maxFileMb()).export(folder, target, format);
            remember(made, target);
            return made;
        });
        return CommandResult.ok(
                written.files().size() + " file(s) in " + target + ": "
                        + written.files().stream()
                                .map(file -> file.name() + " (" + file.lines() + ")")
                                .collect(Collectors.joining(", "))
                        + (written.left().isEmpty() ? "" : "; left out " + written.left()),
                written);
    }

    /// So that an erasure can say where copies went.
    private void remember(ExportManifest written, Path target) throws Exception {
        long now = context.clock().instant().toEpochMilli();
        context.bus()
                .write(
                        "dataset export",
                        tx -> tx.execute(
                                "INSERT INTO finetuning_export (dataset, folder, format, at) VALUES (?, ?, ?, ?) ON CONFLICT (dataset, folder, format) DO UPDATE SET at = excluded.at",
                                written.dataset(),
                                target.toString(),
                                written.format(),
                                now));
    }

    /// The folder of the dataset that is meant.
    private Path folder(CommandCall call) throws IOException {
        String dataset = call.required("dataset");
        Optional<String> category = call.find("category");
        if (dataset.equals("latest")) {
            return folders.of(catalog.latest(category).datasetId());
        }
        Path folder = folders.of(dataset);
        if (category.isPresent()) {
            requireCategory(Freezer.readManifest(folder), category.get());
        }
        return folder;
    }

    private static void requireCategory(Manifest manifest, String category) {
        if (!manifest.category().equals(category)) {
            throw new IllegalArgumentException(
                    "dataset " + manifest.id() + " is of " + manifest.category() + ", not of " + category);
        }
    }
}

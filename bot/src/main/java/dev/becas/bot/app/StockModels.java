package dev.becas.bot.app;

import dev.becas.datasets.Field;
import dev.becas.datasets.GoldSet;
import dev.becas.datasets.LabelledRow;
import dev.becas.datasets.StockText;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.PromptField;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The models of the first day: trained from the shipped stock text when an installation has none, so that there is
/// something live to learn against. They know neither a server's own rules nor what its moderators will teach.
final class StockModels {
    private static final List<String> CATEGORIES = List.of(Categories.VIOLATION, Categories.SCAM);
    private static final String TRAINER = "linear";
    private static final long SEED = 1;
    private static final int HELD_OUT_OF = 10;
    private static final int GUILDS = 4;
    /// Fewer folds and a looser end: half the time, the same figures on the held-out tenth.
    private static final Map<String, String> QUICK = Map.of("folds", "2", "tolerance", "0.2");

    private final Kernel kernel;

    StockModels(Kernel kernel) {
        this.kernel = kernel;
    }

    /// Makes what is missing; does nothing where a target has an alias, or where no trainer is loaded.
    void ensure(Consumer<String> progress) throws Exception {
        writeGold();
        Optional<Trainer> trainer = kernel.services().find(Trainer.class, TRAINER);
        if (trainer.isEmpty()) {
            progress.accept("no trainer called '" + TRAINER + "' is loaded: messages are judged by rules alone");
            return;
        }
        for (String name : CATEGORIES) {
            Category category = Categories.named(name);
            String target = ModelVersion.target(category.family(), name);
            if (kernel.models().aliases().find(target).isEmpty()) {
                progress.accept("training the stock model of " + category.title());
                train(trainer.get(), category, target);
            }
        }
    }

    private void train(Trainer trainer, Category category, String target) throws Exception {
        Path folder = kernel.dataFolder().resolve("stock").resolve(category.name());
        writeDataset(folder, category);
        Path work =
                Files.createDirectories(kernel.dataFolder().resolve("models").resolve(target + "-v0"));
        TrainingRequest request = new TrainingRequest(
                "stock-" + category.name(),
                trainer.name(),
                target,
                category.name(),
                category.labelNames(),
                "stock",
                folder,
                null,
                QUICK,
                SEED);
        TrainingResult result = trainer.train(request, work, TrainingProgress.SILENT);
        register(category, target, result);
    }

    private void register(Category category, String target, TrainingResult result) throws Exception {
        Instant now = kernel.clock().instant();
        EventHead head = new EventHead(Ids.of("stock-model", target), EventHead.ROOT, EventHead.NO_GUILD, now);
        String name = target + "-v0";
        Path artifact = kernel.dataFolder().relativize(result.artifact().toAbsolutePath());
        ModelVersion version = new ModelVersion(
                name,
                target,
                category.name(),
                0,
                "0.0.0",
                result.runtime(),
                artifact,
                result.digest(),
                "stock text",
                "",
                null,
                Map.of(),
                SEED,
                result.metrics(),
                head.id(),
                now);
        kernel.bus().write("stock model", tx -> {
            kernel.models().register(tx, version);
            kernel.models()
                    .moveAlias(
                            tx,
                            new AliasMoved(
                                    head, target, name, null, 100, "installation", "the stock model of the first day"));
        });
    }

    private void writeGold() throws IOException {
        Path folder = Files.createDirectories(kernel.dataFolder().resolve("gold"));
        for (String category : CATEGORIES) {
            Path file = folder.resolve(category + ".jsonl");
            if (!Files.exists(file)) {
                List<String> lines = new ArrayList<>();
                GoldSet.of(SEED, GUILDS).rows().stream()
                        .filter(r -> r.category().equals(category))
                        .map(Json::write)
                        .forEach(lines::add);
                writeWhole(file, lines);
            }
        }
    }

    private static void writeDataset(Path folder, Category category) throws IOException {
        Files.createDirectories(folder);
        List<String> train = new ArrayList<>();
        List<String> held = new ArrayList<>();
        try (Stream<LabelledRow> rows = StockText.rows()) {
            rows.filter(r -> r.category().equals(category.name())).forEach(row -> {
                String line = Json.write(example(row));
                (Ids.bucket(line, HELD_OUT_OF) == 0 ? held : train).add(line);
            });
        }
        writeWhole(folder.resolve("train.jsonl"), train);
        writeWhole(folder.resolve("eval.jsonl"), held);
    }

    private static Map<String, Object> example(LabelledRow row) {
        List<PromptField> fields = row.fields().stream().map(StockModels::field).toList();
        String input = Prompts.of(row.category(), fields).input();
        Map<String, Object> metadata = Map.of(
                "category",
                row.category(),
                "label",
                row.label(),
                "labelSource",
                "rule",
                "outcome",
                "success",
                "tier",
                "silver",
                "score",
                7500,
                "provenance",
                "synthetic",
                "guild",
                row.guild(),
                "fields",
                fields,
                "weight",
                1);
        return Map.of(
                "id",
                Ids.of("stock", row.category(), row.label(), input),
                "input",
                input,
                "output",
                " " + row.label(),
                "system",
                Prompts.system(row.category()),
                "metadata",
                metadata,
                "quality",
                "silver");
    }

    private static PromptField field(Field field) {
        return new PromptField(field.name(), field.value());
    }

    private static void writeWhole(Path file, List<String> lines) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, lines);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

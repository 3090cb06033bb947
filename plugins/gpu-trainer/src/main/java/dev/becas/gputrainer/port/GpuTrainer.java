package dev.becas.gputrainer.port;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.TrainerSettings;
import dev.becas.gputrainer.command.TrainCommand;
import dev.becas.gputrainer.command.TrainReport;
import dev.becas.gputrainer.evaluate.ActFigures;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.rival.TrainedRivals;
import dev.becas.gputrainer.train.WholeFile;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.gputrainer.worker.WorkerFailure;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import dev.becas.kernel.training.TrainingRefused;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Trains adapters of one base model on frozen datasets, in a worker. The artifact is `adapter.gguf`; checkpoints lie
/// beside it, so a job that is asked again goes on where it was, and on the processor ends with the same bits.
public final class GpuTrainer implements Trainer {
    private static final String ARTIFACT = "adapter.gguf";
    private static final String SETTINGS = "settings.json";
    /// What a request does not choose.
    private static final Set<String> OWN = Set.of("base", "data", "eval", "out", "labels", "merged", "seed", "device");

    private final String name;
    private final Path dataFolder;
    private final NamedBase base;
    private final String device;
    private final Map<String, String> defaults;
    private final Supervisor worker;
    private final TrainedRivals rivals;

    /// @param name of this trainer and of the runtime that serves what it makes
    /// @param dataFolder what relative paths of a request are relative to
    /// @param base the model that all adapters are for
    /// @param device where it trains, as [dev.becas.gputrainer.device.DeviceWish] has it
    /// @param defaults options of a run, by name, where a request chooses nothing else
    /// @param rivals other trainers, measured beside each run
    public GpuTrainer(
            String name,
            Path dataFolder,
            NamedBase base,
            String device,
            Map<String, String> defaults,
            Supervisor worker,
            TrainedRivals rivals) {
        this.name = name;
        this.dataFolder = dataFolder;
        this.base = base;
        this.device = device;
        this.defaults = Map.copyOf(defaults);
        this.worker = worker;
        this.rivals = rivals;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TrainingResult train(TrainingRequest request, Path workDirectory, TrainingProgress progress)
            throws TrainingRefused, IOException, InterruptedException {
        Map<String, String> values = values(request, workDirectory);
        try {
            JsonNode answer = worker.ask(
                    TrainingJob.KIND,
                    new TrainingJob.Request(values),
                    Supervisor.NO_DEADLINE,
                    step -> progress.step(step(step)));
            TrainReport report = TrainCommand.compared(
                    Json.MAPPER.treeToValue(answer, TrainReport.class),
                    new CommandCall(name, values, sentence -> {}),
                    rivals);
            return result(report, workDirectory, request);
        } catch (WorkerFailure e) {
            throw refusal(e);
        }
    }

    private Map<String, String> values(TrainingRequest request, Path workDirectory)
            throws TrainingRefused, IOException {
        List<Option> options = TrainCommand.command().options();
        Set<String> known = options.stream()
                .map(Option::name)
                .filter(option -> !OWN.contains(option))
                .collect(Collectors.toCollection(TreeSet::new));
        requireLora(request.settings().getOrDefault("mode", "lora"));
        for (String setting : new TreeSet<>(request.settings().keySet())) {
            if (!known.contains(setting)) {
                throw new TrainingRefused(
                        "refused", "there is no setting '" + setting + "'; the trainer " + name + " knows " + known);
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        options.forEach(option -> values.put(option.name(), option.defaultValue()));
        values.putAll(chosen(request, workDirectory));
        Path dataset = dataFolder.resolve(request.datasetDirectory()).toAbsolutePath();
        values.put("base", baseFile());
        values.put("data", dataset.resolve("train.jsonl").toString());
        values.put("eval", dataset.resolve("eval.jsonl").toString());
        values.put("out", workDirectory.toAbsolutePath().toString());
        values.put("labels", String.join(",", request.labels()));
        values.put("merged", "none");
        values.put("device", device);
        values.put("seed", Long.toString(request.seed() & Long.MAX_VALUE));
        return values;
    }

    /// What the request and the defaults choose. The first run of a job writes it down, and the later ones go on with
    /// that: a changed `becas.yaml` is for the next job.
    private Map<String, String> chosen(TrainingRequest request, Path workDirectory) throws IOException {
        Path file = workDirectory.resolve(SETTINGS);
        if (Files.exists(file)) {
            return Json.MAPPER.readValue(file.toFile(), new TypeReference<Map<String, String>>() {});
        }
        Map<String, String> chosen = new TreeMap<>(defaults);
        chosen.putAll(request.settings());
        WholeFile.write(file, Json.pretty(chosen));
        return chosen;
    }

    private static void requireLora(String mode) throws TrainingRefused {
        try {
            TrainerSettings.requireLora(mode);
        } catch (IllegalArgumentException e) {
            throw new TrainingRefused("refused", String.valueOf(e.getMessage()));
        }
    }

    private String baseFile() throws TrainingRefused, IOException {
        try {
            return base.file().toString();
        } catch (IllegalArgumentException e) {
            throw new TrainingRefused("refused", String.valueOf(e.getMessage()));
        }
    }

    private static TrainingStep step(JsonNode told) {
        try {
            return Json.MAPPER.treeToValue(told, TrainingStep.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a worker's step is none: " + e.getOriginalMessage(), e);
        }
    }

    /// @return what is thrown when trying again may help
    static IOException refusal(WorkerFailure e) throws TrainingRefused, InterruptedException {
        if (e.kind().startsWith(WorkerFailure.REFUSED)) {
            throw new TrainingRefused(e.kind().substring(WorkerFailure.REFUSED.length()), e.sentence());
        }
        return switch (e.kind()) {
            case WorkerFailure.WRONG_USE -> throw new TrainingRefused("refused", e.sentence());
            case WorkerFailure.OUT_OF_MEMORY -> throw new TrainingRefused("out_of_memory", e.sentence());
            case WorkerFailure.CANCELLED -> throw new InterruptedException(e.sentence());
            default -> new IOException(e.sentence(), e);
        };
    }

    private TrainingResult result(TrainReport report, Path workDirectory, TrainingRequest request)
            throws TrainingRefused {
        Evaluation tuned = report.tuned();
        if (tuned == null) {
            throw new TrainingRefused(
                    "bad_dataset",
                    "dataset " + request.datasetId() + " must hold out rows of two or more labels but does not");
        }
        if (report.rivals() != null && report.rivals().verdict().isVeto()) {
            throw new TrainingRefused("do_not_train", report.rivals().verdict().reason());
        }
        ActFigures act = ActFigures.of(tuned, actLabels(request.category()), request.seed());
        Map<String, Double> metrics = new TreeMap<>(tuned.metrics());
        Map<String, TrainingResult.Interval> intervals = new TreeMap<>();
        Map.of(
                        "accuracy", tuned.accuracy(),
                        "macroF1", tuned.macroF1(),
                        "recallAct", act.recallAct(),
                        "falsePositiveRate", act.falsePositiveRate())
                .forEach((figure, measured) -> {
                    metrics.put(figure, measured.value());
                    intervals.put(figure, new TrainingResult.Interval(measured.low(), measured.high()));
                });
        return new TrainingResult(
                name,
                workDirectory.resolve(ARTIFACT),
                Objects.requireNonNull(report.files().get(ARTIFACT)),
                metrics,
                intervals);
    }

    private static Set<String> actLabels(String category) {
        return Categories.find(category)
                .map(Category::actLabels)
                .map(Set::copyOf)
                .orElse(Set.of());
    }
}

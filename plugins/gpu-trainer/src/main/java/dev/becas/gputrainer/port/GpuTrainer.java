package dev.becas.gputrainer.port;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.command.TrainCommand;
import dev.becas.gputrainer.command.TrainReport;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.evaluate.Interval;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.gputrainer.worker.WorkerFailure;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import dev.becas.kernel.training.TrainingRefused;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Trains adapters of one base model on frozen datasets, in a worker. The artifact is `adapter.gguf`; checkpoints lie
/// beside it, so a job that is asked again goes on where it was, and ends with the same bits.
public final class GpuTrainer implements Trainer {
    private static final String ARTIFACT = "adapter.gguf";
    /// What a request does not choose.
    private static final Set<String> OWN = Set.of("base", "data", "eval", "out", "labels", "merged", "seed");

    private final String name;
    private final Path dataFolder;
    private final Path base;
    private final Supervisor worker;

    /// @param name of this trainer and of the runtime that serves what it makes
    /// @param dataFolder what relative paths of a request are relative to
    /// @param base the model file that all adapters are for
    public GpuTrainer(String name, Path dataFolder, Path base, Supervisor worker) {
        this.name = name;
        this.dataFolder = dataFolder;
        this.base = base;
        this.worker = worker;
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
            return result(Json.MAPPER.treeToValue(answer, TrainReport.class), workDirectory, request.datasetId());
        } catch (WorkerFailure e) {
            throw refusal(e);
        }
    }

    private Map<String, String> values(TrainingRequest request, Path workDirectory) throws TrainingRefused {
        List<Option> options = TrainCommand.command().options();
        Set<String> known = options.stream()
                .map(Option::name)
                .filter(option -> !OWN.contains(option))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String setting : new TreeSet<>(request.settings().keySet())) {
            if (!known.contains(setting)) {
                throw new TrainingRefused(
                        "refused", "there is no setting '" + setting + "'; the trainer " + name + " knows " + known);
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        options.forEach(option -> values.put(option.name(), option.defaultValue()));
        values.putAll(request.settings());
        Path dataset = dataFolder.resolve(request.datasetDirectory()).toAbsolutePath();
        values.put("base", base.toAbsolutePath().toString());
        values.put("data", dataset.resolve("train.jsonl").toString());
        values.put("eval", dataset.resolve("eval.jsonl").toString());
        values.put("out", workDirectory.toAbsolutePath().toString());
        values.put("labels", String.join(",", request.labels()));
        values.put("merged", "none");
        values.put("seed", Long.toString(request.seed() & Long.MAX_VALUE));
        return values;
    }

    private static TrainingStep step(JsonNode told) {
        try {
            return Json.MAPPER.treeToValue(told, TrainingStep.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a worker's step is none: " + e.getOriginalMessage(), e);
        }
    }

    /// @return what is thrown when trying again may help
    private static IOException refusal(WorkerFailure e) throws TrainingRefused, InterruptedException {
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

    private TrainingResult result(TrainReport report, Path workDirectory, String datasetId) throws TrainingRefused {
        Evaluation tuned = report.tuned();
        if (tuned == null) {
            throw new TrainingRefused(
                    "bad_dataset", "dataset " + datasetId + " must hold out rows of two or more labels but does not");
        }
        return new TrainingResult(
                name,
                workDirectory.resolve(ARTIFACT),
                Objects.requireNonNull(report.files().get(ARTIFACT)),
                tuned.metrics(),
                Map.of("accuracy", interval(tuned.accuracy()), "macroF1", interval(tuned.macroF1())));
    }

    private static TrainingResult.Interval interval(Interval measured) {
        return new TrainingResult.Interval(measured.low(), measured.high());
    }
}

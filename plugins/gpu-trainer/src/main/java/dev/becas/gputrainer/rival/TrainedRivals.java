package dev.becas.gputrainer.rival;

import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.dataset.DataRows;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.evaluate.PairedDifference;
import dev.becas.gputrainer.score.LabelQuestion;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.Services;
import dev.becas.kernel.prompt.RenderedPrompt;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingRefused;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The other trainers of this installation as rivals: each learns the same rows, and its model is asked the same
/// held-out rows by its own runtime.
public final class TrainedRivals {
    /// Who answered in [HeldOutAnswers].
    static final String TUNED = "tuned";

    private static final String FOLDER = "rivals";

    private final Services services;

    /// @param services where trainers and runtimes are found by name
    public TrainedRivals(Services services) {
        this.services = services;
    }

    /// A finished run.
    ///
    /// @param data what it learned
    /// @param heldOut what it was measured on
    /// @param labels with commas between; empty for those of the held-out rows
    /// @param out its folder
    public record Run(Path data, Path heldOut, String labels, Path out, long seed) {}

    /// The run's rivals with these trainers among them.
    ///
    /// @param names of trainers; one that is not there is said so
    public Rivals with(List<String> names, Run run, Evaluation tuned, Rivals so)
            throws IOException, InterruptedException {
        List<Rival> trained = new ArrayList<>(so.trained());
        List<String> missing = new ArrayList<>(so.missing());
        for (String name : names) {
            Optional<Trainer> trainer = services.find(Trainer.class, name);
            if (trainer.isEmpty()) {
                missing.add("there is no trainer '" + name + "' here, so its model was not compared");
                continue;
            }
            try {
                trained.add(rival(trainer.get(), run));
            } catch (TrainingRefused e) {
                missing.add("the trainer '" + name + "' refused the rows: " + e.getMessage());
            }
        }
        return Rivals.of(tuned, so.untrained(), trained, missing);
    }

    private Rival rival(Trainer trainer, Run run) throws IOException, InterruptedException, TrainingRefused {
        LabelQuestion question = LabelQuestion.of(run.labels(), DataRows.read(run.heldOut()));
        long began = System.nanoTime();
        Path folder = run.out().toAbsolutePath().resolve(FOLDER).resolve(trainer.name());
        Path dataset = Files.createDirectories(folder.resolve("data"));
        write(dataset.resolve("train.jsonl"), DataRows.read(run.data()));
        write(dataset.resolve("eval.jsonl"), question.rows());
        TrainingRequest request = new TrainingRequest(
                "rival-" + trainer.name(),
                trainer.name(),
                "",
                "",
                question.labels(),
                "of the same rows",
                dataset,
                null,
                Map.of(),
                run.seed());
        TrainingResult made = trainer.train(request, folder, TrainingProgress.SILENT);
        List<double[]> answers = ask(version(made, folder), question);
        List<double[]> tuned = HeldOutAnswers.read(run.out(), TUNED, question.labels());
        return new Rival(
                trainer.name(),
                "the same rows",
                Comparison.secondsSince(began),
                question.evaluation(answers, run.seed()),
                PairedDifference.ofMacroF1(
                        question.labels(), question.judgements(tuned), question.judgements(answers), run.seed()));
    }

    private static void write(Path file, List<DataRow> rows) throws IOException {
        List<String> lines = new ArrayList<>();
        for (DataRow row : rows) {
            if (row.label() != null) {
                lines.add(Json.MAPPER.writeValueAsString(Map.of(
                        "input", row.input(), "output", row.answer(), "metadata", Map.of("label", row.label()))));
            }
        }
        Files.write(file, lines);
    }

    private static ModelVersion version(TrainingResult made, Path folder) {
        return new ModelVersion(
                "rival of " + folder.getParent(),
                "",
                "",
                1,
                "1.0.0",
                made.runtime(),
                made.artifact().toAbsolutePath(),
                made.digest(),
                "",
                "",
                null,
                Map.of(),
                0,
                made.metrics(),
                "",
                Instant.EPOCH);
    }

    private List<double[]> ask(ModelVersion version, LabelQuestion question) throws IOException, TrainingRefused {
        ModelRuntime runtime = services.find(ModelRuntime.class, version.runtime())
                .orElseThrow(() -> new TrainingRefused(
                        "refused", "there is no runtime '" + version.runtime() + "' for its model"));
        runtime.load(version);
        try {
            List<double[]> answers = new ArrayList<>();
            for (DataRow row : question.rows()) {
                RenderedPrompt prompt = new RenderedPrompt("", "", List.of(), row.input(), "");
                Answer answer = runtime.score(version, prompt, question.labels(), ModelRuntime.UNHURRIED);
                answers.add(
                        switch (answer) {
                            case Answer.LabelScores scores ->
                                question.labels().stream()
                                        .mapToDouble(label ->
                                                scores.logProbabilities().getOrDefault(label, Double.NEGATIVE_INFINITY))
                                        .toArray();
                            case Answer.Unavailable no -> throw new IOException(row.place() + ": " + no.reason());
                        });
            }
            return answers;
        } finally {
            runtime.unload(version.name());
        }
    }
}

package dev.becas.gputrainer.port;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.becas.gputrainer.port.ScoringJob.Question;
import dev.becas.gputrainer.port.ScoringJob.Scores;
import dev.becas.gputrainer.score.Sampling;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.gputrainer.worker.WorkerFailure;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.RenderedPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Answers with adapters of one base, in a worker: one base in memory, the adapter switched a request. A worker that
/// ends is started again with the next question, and versions are loaded again as they are asked for.
public final class GpuRuntime implements ModelRuntime, AutoCloseable {
    private final String name;
    private final Path dataFolder;
    private final NamedBase base;
    private final String device;
    private final Supervisor worker;
    private final Set<String> ready = new ConcurrentSkipListSet<>();
    private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();

    /// @param dataFolder what relative paths of versions are relative to
    /// @param base the model that all versions are adapters of
    /// @param device where it computes, as [dev.becas.gputrainer.device.DeviceWish] has it
    public GpuRuntime(String name, Path dataFolder, NamedBase base, String device, Supervisor worker) {
        this.name = name;
        this.dataFolder = dataFolder;
        this.base = base;
        this.device = device;
        this.worker = worker;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void load(ModelVersion version) throws IOException {
        Answer answer = ask(version, "", "", List.of(), UNHURRIED);
        if (answer instanceof Answer.Unavailable no) {
            throw new IOException(no.reason());
        }
        ready.add(version.name());
    }

    @Override
    public void unload(String versionName) {
        if (ready.remove(versionName) && worker.pid() != 0) {
            Question question = new Question("", device, versionName, "", "", "", "", List.of(), true);
            askers.execute(() -> {
                try {
                    worker.ask(ScoringJob.KIND, question, UNHURRIED, progress -> {});
                } catch (WorkerFailure e) {
                    return; // whoever is gone has forgotten it
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    @Override
    public List<String> loaded() {
        return List.copyOf(ready);
    }

    @Override
    public Answer score(ModelVersion version, RenderedPrompt prompt, List<String> labels, Duration deadline) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("labels must be at least 1 but were none");
        }
        Answer answer = ask(version, prompt.system(), prompt.input(), labels, deadline);
        if (answer instanceof Answer.LabelScores) {
            ready.add(version.name());
        }
        return answer;
    }

    /// Lets a version write what comes after the prompt, at most until the deadline.
    ///
    /// @param tokensMax how long it may be
    /// @throws IOException one sentence, why there is none
    public WritingJob.Text write(
            ModelVersion version, RenderedPrompt prompt, int tokensMax, Sampling sampling, Duration deadline)
            throws IOException, InterruptedException {
        Question about = question(version, prompt.system(), prompt.input(), List.of());
        // What was written until then is handed over, rather than nothing.
        long nanosMax = deadline.toNanos() / 10 * 9;
        try {
            WritingJob.Text text = Json.MAPPER.treeToValue(
                    worker.ask(
                            WritingJob.KIND,
                            new WritingJob.Wish(about, tokensMax, sampling, nanosMax),
                            deadline,
                            progress -> {}),
                    WritingJob.Text.class);
            ready.add(version.name());
            return text;
        } catch (WorkerFailure e) {
            throw new IOException(version.name() + " wrote nothing: " + kind(e) + ", " + e.sentence(), e);
        }
    }

    private Question question(ModelVersion version, String system, String input, List<String> labels)
            throws IOException {
        String artifact =
                dataFolder.resolve(version.artifact()).toAbsolutePath().toString();
        return new Question(
                base.file().toString(),
                device,
                version.name(),
                artifact,
                version.digest(),
                system,
                input,
                labels,
                false);
    }

    private Answer ask(ModelVersion version, String system, String input, List<String> labels, Duration deadline) {
        try {
            return ask(version, question(version, system, input, labels), deadline);
        } catch (IOException | IllegalArgumentException e) {
            return new Answer.Unavailable("bad_model", String.valueOf(e.getMessage()));
        }
    }

    /// Waits no longer than the deadline, also where a worker must be started first.
    private Answer ask(ModelVersion version, Question question, Duration deadline) {
        Future<Answer> answer = askers.submit(() -> answer(version, question, deadline));
        try {
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Answer.Unavailable(
                    "deadline", version.name() + " had no answer within " + deadline.toMillis() + " ms");
        } catch (InterruptedException e) {
            answer.cancel(true); // so that the worker does not do what nobody waits for
            Thread.currentThread().interrupt();
            return new Answer.Unavailable("down", "interrupted while " + version.name() + " was asked");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Answer answer(ModelVersion version, Question question, Duration deadline)
            throws InterruptedException, JsonProcessingException {
        Path file = Path.of(question.artifact());
        if (!Files.exists(file)) {
            return new Answer.Unavailable("not_loaded", version.name() + " has no file " + file);
        }
        try {
            Scores scores = Json.MAPPER.treeToValue(
                    worker.ask(ScoringJob.KIND, question, deadline, progress -> {}), Scores.class);
            return question.labels().isEmpty()
                    ? new Answer.LabelScores(java.util.Map.of("", 0.0), 0)
                    : new Answer.LabelScores(scores.logProbabilities(), scores.serviceNanos());
        } catch (WorkerFailure e) {
            return new Answer.Unavailable(kind(e), e.sentence());
        }
    }

    private static String kind(WorkerFailure e) {
        return switch (e.kind()) {
            case WorkerFailure.DEADLINE, WorkerFailure.BUSY, WorkerFailure.DOWN -> e.kind();
            case WorkerFailure.BAD_BYTES, WorkerFailure.WRONG_USE -> "bad_model";
            default -> "down";
        };
    }

    @Override
    public void close() {
        askers.shutdownNow();
    }
}

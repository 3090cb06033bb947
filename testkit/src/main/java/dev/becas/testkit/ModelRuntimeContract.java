package dev.becas.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.PromptField;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.prompt.RenderedPrompt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [ModelRuntime] keeps to. A runtime's test extends this and brings a real model of the labels `clean`,
/// `phishing`.
public abstract class ModelRuntimeContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> LABELS = List.of("clean", "phishing");

    @TempDir
    protected Path folder;

    /// The runtime under test.
    protected abstract ModelRuntime runtime() throws Exception;

    /// A version that the runtime can serve.
    protected abstract ModelVersion version() throws Exception;

    /// The same version with an artifact that is not there.
    protected abstract ModelVersion missingVersion() throws Exception;

    @Test
    void answersWithLogProbabilitiesThatSumToOne() throws Exception {
        Answer.LabelScores scores = scores(runtime(), version());
        double sum = LABELS.stream().mapToDouble(scores::probability).sum();
        assertEquals(1.0, sum, 1e-6);
        assertTrue(LABELS.contains(scores.best()));
    }

    @Test
    void answersTheSamePromptTheSameWayOnManyThreads() throws Exception {
        ModelRuntime runtime = runtime();
        ModelVersion version = version();
        Answer.LabelScores first = scores(runtime, version);
        Callable<Answer.LabelScores> ask = () -> scores(runtime, version);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Answer.LabelScores> answer : threads.invokeAll(java.util.Collections.nCopies(64, ask))) {
                assertEquals(first.logProbabilities(), answer.get().logProbabilities());
            }
        }
    }

    @Test
    void loadsAndForgetsAVersion() throws Exception {
        ModelRuntime runtime = runtime();
        ModelVersion version = version();
        runtime.load(version);
        assertTrue(runtime.loaded().contains(version.name()));
        runtime.unload(version.name());
        assertFalse(runtime.loaded().contains(version.name()));
        runtime.unload("never-heard-of-v1");
    }

    @Test
    void saysThatAModelIsNotThereInsteadOfThrowing() throws Exception {
        Answer answer = runtime().score(missingVersion(), prompt(), LABELS, LIMIT);
        assertInstanceOf(Answer.Unavailable.class, answer);
    }

    /// Version `number` of a model of the labels.
    ///
    /// @param artifact relative to the runtime's data folder
    public static ModelVersion version(String runtime, int number, Path artifact, String digest) {
        return new ModelVersion(
                "becas-qwen-scam_detection-v" + number,
                "becas-qwen-scam_detection",
                "scam_detection",
                number,
                "0." + number + ".0",
                runtime,
                artifact,
                digest,
                "",
                "d1",
                null,
                Map.of(),
                1,
                Map.of(),
                "cause",
                Instant.EPOCH);
    }

    private static RenderedPrompt prompt() {
        return Prompts.of(
                "scam_detection", List.of(new PromptField("message", "claim your free gift at the link now")));
    }

    private static Answer.LabelScores scores(ModelRuntime runtime, ModelVersion version) {
        return assertInstanceOf(Answer.LabelScores.class, runtime.score(version, prompt(), LABELS, LIMIT));
    }
}

package dev.becas.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.PromptField;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.prompt.RenderedPrompt;
import dev.becas.linear.fit.LabelledRow;
import dev.becas.linear.fit.LinearFit;
import dev.becas.linear.fit.LinearSettings;
import dev.becas.linear.model.LinearModelFile;
import dev.becas.testkit.ModelRuntimeContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LinearRuntimeTest extends ModelRuntimeContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> LABELS = List.of("clean", "phishing");

    @Override
    protected ModelRuntime runtime() {
        return new LinearRuntime(folder, 2);
    }

    @Override
    protected ModelVersion version() throws IOException {
        return version(1);
    }

    private ModelVersion version(int number) throws IOException {
        Path file = folder.resolve("model-" + number + LinearModelFile.EXTENSION);
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(new LabelledRow("message: claim your free gift " + i, "phishing"));
            rows.add(new LabelledRow("message: see you at the raid " + i, "clean"));
        }
        LinearSettings settings = LinearSettings.stock(number);
        LinearModelFile.write(file, LinearFit.fit(rows, settings, folder.resolve("fit-" + number), progress -> {}));
        return version(number, folder.relativize(file), LinearModelFile.fileDigest(file));
    }

    private static ModelVersion version(int number, Path artifact, String digest) {
        return version(LinearPlugin.NAME, number, artifact, digest);
    }

    @Override
    protected ModelVersion missingVersion() {
        return version(9, Path.of("nowhere" + LinearModelFile.EXTENSION), "0");
    }

    private static RenderedPrompt prompt(String message) {
        return Prompts.of("scam_detection", List.of(new PromptField("message", message)));
    }

    private static Answer.Unavailable unavailable(Answer answer) {
        return assertInstanceOf(Answer.Unavailable.class, answer);
    }

    @Test
    void keepsTheModelsUsedLast() throws Exception {
        ModelRuntime runtime = runtime();
        runtime.load(version(1));
        runtime.load(version(2));
        runtime.score(version(1), prompt("hi"), LABELS, LIMIT);
        runtime.load(version(3));
        assertEquals(List.of("becas-qwen-scam_detection-v1", "becas-qwen-scam_detection-v3"), runtime.loaded());
        assertInstanceOf(Answer.LabelScores.class, runtime.score(version(2), prompt("hi"), LABELS, LIMIT));
    }

    @Test
    void givesALabelThatNoRowHadAlmostNothing() throws Exception {
        Answer.LabelScores scores = assertInstanceOf(
                Answer.LabelScores.class,
                runtime().score(version(), prompt("claim your gift"), List.of("clean", "phishing", "airdrop"), LIMIT));
        assertEquals("phishing", scores.best());
        assertEquals(1e-6, scores.probability("airdrop"), 1e-7);
        assertEquals(
                1,
                scores.logProbabilities().values().stream()
                        .mapToDouble(Math::exp)
                        .sum(),
                1e-12);
    }

    @Test
    void namesAFileThatIsNotTheRegisteredOne() throws Exception {
        ModelVersion good = version();
        ModelVersion other = version(1, good.artifact(), "f".repeat(64));
        Answer.Unavailable answer = unavailable(runtime().score(other, prompt("hi"), LABELS, LIMIT));
        assertEquals("bad_model", answer.kind());
        assertEquals(
                folder.resolve(good.artifact()) + ": SHA-256 must be " + other.digest() + " as registered but was "
                        + good.digest(),
                answer.reason());
        assertThrows(IOException.class, () -> runtime().load(other));
    }

    @Test
    void namesABrokenFile() throws Exception {
        Path file = folder.resolve("broken" + LinearModelFile.EXTENSION);
        Files.writeString(file, "BECASLIN and then nothing that a model could be, not even by chance");
        ModelVersion broken = version(4, file, LinearModelFile.fileDigest(file));
        Answer.Unavailable answer = unavailable(runtime().score(broken, prompt("hi"), LABELS, LIMIT));
        assertEquals("bad_model", answer.kind());
        assertTrue(answer.reason().startsWith(file + ": format version must be 1 but was "), answer.reason());
    }

    @Test
    void saysWhichFileIsNotThereAndTakesItOnceItIs() throws Exception {
        ModelRuntime runtime = runtime();
        ModelVersion good = version();
        Path file = folder.resolve(good.artifact());
        Path away = Files.move(file, folder.resolve("away"));
        Answer.Unavailable answer = unavailable(runtime.score(good, prompt("hi"), LABELS, LIMIT));
        assertEquals("not_loaded", answer.kind());
        assertEquals(good.name() + " has no file " + file, answer.reason());
        Files.move(away, file);
        assertEquals(answer, runtime.score(good, prompt("hi"), LABELS, LIMIT));
        runtime.load(good);
        assertInstanceOf(Answer.LabelScores.class, runtime.score(good, prompt("hi"), LABELS, LIMIT));
    }

    @Test
    void saysWhenTheDeadlineHasPassed() throws Exception {
        Answer answer = runtime().score(version(), prompt("hi"), LABELS, Duration.ZERO);
        assertEquals("deadline", unavailable(answer).kind());
    }

    @Test
    void printsTheMicrosecondsADecisionTakes() throws Exception {
        ModelRuntime runtime = runtime();
        ModelVersion version = version();
        List<RenderedPrompt> prompts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            prompts.add(
                    Prompts.of(
                            "scam_detection",
                            List.of(
                                    new PromptField("rule", "No advertising of other servers, shops or streams."),
                                    new PromptField("author trust", "35"),
                                    new PromptField(
                                            "message",
                                            "hey everyone, number " + i
                                                    + " here: who wants to join the raid tonight at nine? we still need two healers"))));
        }
        double best = Double.MAX_VALUE;
        for (int pass = 0; pass < 30; pass++) {
            long start = System.nanoTime();
            for (RenderedPrompt prompt : prompts) {
                assertInstanceOf(Answer.LabelScores.class, runtime.score(version, prompt, LABELS, LIMIT));
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e3 / prompts.size());
        }
        System.out.printf(Locale.ROOT, "linear runtime: %.1f us a decision (one rule, 100 characters)%n", best);
    }
}

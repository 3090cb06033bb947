package dev.becas.gputrainer.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.Workers;
import dev.becas.gputrainer.adapter.AdapterGguf;
import dev.becas.gputrainer.adapter.Provenance;
import dev.becas.gputrainer.base.BaseFiles;
import dev.becas.gputrainer.dataset.AnswerForm;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.model.AdapterSite;
import dev.becas.gputrainer.score.Sampling;
import dev.becas.gputrainer.train.LoraSettings;
import dev.becas.gputrainer.train.LoraWeights;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.PromptField;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.prompt.RenderedPrompt;
import dev.becas.testkit.ModelRuntimeContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuRuntimeTest extends ModelRuntimeContract {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> LABELS = List.of("clean", "phishing");
    private static final List<String> ENDS = new CopyOnWriteArrayList<>();

    @TempDir
    static Path shared;

    private static Supervisor worker = Workers.of("none", Path.of(""), ENDS::add);
    private static Path base = Path.of("");

    private GpuRuntime runtime = new GpuRuntime("gpu-trainer", Path.of(""), named("none"), "auto", worker);

    @BeforeAll
    static void start() throws IOException {
        worker = Workers.of("runtime", shared, ENDS::add);
        base = TinyModels.writeChat(shared.resolve("base.gguf"), 1024);
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @BeforeEach
    void serve() {
        runtime = new GpuRuntime("gpu-trainer", folder, named(base.toString()), "auto", worker);
    }

    private static NamedBase named(String word) {
        return new NamedBase(word, BaseFiles.ofThisUser());
    }

    @Override
    protected ModelRuntime runtime() {
        return runtime;
    }

    @Override
    protected ModelVersion version() throws IOException {
        return version(1);
    }

    private ModelVersion version(int number) throws IOException {
        return version(number, Map.of());
    }

    private ModelVersion version(int number, Map<String, String> settings) throws IOException {
        Path file = folder.resolve("adapter-" + number + ".gguf");
        try (GgufModel model = GgufModel.open(base);
                LoraWeights weights = LoraWeights.start(model.config(), LoraSettings.DEFAULTS, number)) {
            Random random = new Random(number);
            for (AdapterSite site : weights.sites()) {
                float[] b = new float[site.kind().outputs(model.config()) * 8];
                for (int i = 0; i < b.length; i++) {
                    b[i] = (float) random.nextGaussian() / 10;
                }
                weights.weights().set(LoraWeights.nameOfB(site), b);
            }
            AdapterGguf.write(
                    weights, model.config(), new Provenance(GgufFile.sha256(base), "d1", settings, 1, Map.of()), file);
        }
        return version(number, folder.relativize(file), GgufFile.sha256(file));
    }

    private static ModelVersion version(int number, Path artifact, String digest) {
        return version("gpu-trainer", number, artifact, digest);
    }

    @Override
    protected ModelVersion missingVersion() {
        return version(9, Path.of("nowhere.gguf"), "0");
    }

    private static RenderedPrompt prompt(String message) {
        return Prompts.of("scam_detection", List.of(new PromptField("message", message)));
    }

    private Map<String, Double> scores(ModelVersion version, String message) {
        return scores(version, message, LABELS);
    }

    private Map<String, Double> scores(ModelVersion version, String message, List<String> labels) {
        return assertInstanceOf(Answer.LabelScores.class, runtime.score(version, prompt(message), labels, LIMIT))
                .logProbabilities();
    }

    private Answer.Unavailable none(ModelVersion version, Duration deadline) {
        return assertInstanceOf(Answer.Unavailable.class, runtime.score(version, prompt("hi"), LABELS, deadline));
    }

    @Test
    void theAdapterIsSwitchedWithEachQuestionAndWhatWasAskedBeforeChangesNoBit() throws Exception {
        ModelVersion one = version(1);
        ModelVersion two = version(2);
        Map<String, Double> first = scores(one, "claim your gift");
        Map<String, Double> second = scores(two, "claim your gift");
        assertNotEquals(first, second);
        scores(one, "claim your gifts and more of them");
        scores(two, "something else");
        assertEquals(first, scores(one, "claim your gift"));
        assertEquals(second, scores(two, "claim your gift"));
        assertTrue(runtime.loaded().containsAll(List.of(one.name(), two.name())));
        runtime.unload(two.name());
        assertEquals(second, scores(two, "claim your gift"));
    }

    @Test
    void anAdapterIsAskedInTheFormInWhichItLearnedToAnswer() throws Exception {
        Map<String, Double> spelled = scores(version(1), "hi", List.of("It is: clean", "It is: phishing"));
        AnswerForm form = new AnswerForm("It is: ", false);
        Map<String, Double> known = scores(version(1, Provenance.withForm(Map.of(), form)), "hi");
        assertEquals(spelled.get("It is: clean"), known.get("clean"));
        assertEquals(spelled.get("It is: phishing"), known.get("phishing"));
    }

    @Test
    void aKilledWorkerIsUnavailableOnceAndThenThereAgain() throws Exception {
        ModelVersion version = version(1);
        Map<String, Double> before = scores(version, "hi");
        int ends = ENDS.size();
        ProcessHandle process = ProcessHandle.of(worker.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        Answer next = runtime.score(version, prompt("hi"), LABELS, LIMIT);
        if (next instanceof Answer.Unavailable no) {
            assertEquals("down", no.kind());
            assertTrue(no.reason().contains("was killed by signal 9"), no.reason());
        }
        assertEquals(before, scores(version, "hi"));
        while (ENDS.size() == ends) {
            Thread.sleep(5);
        }
        assertEquals(ends + 1, ENDS.size());
    }

    @Test
    void aVersionWritesTheSameTextForTheSameSeedAndAnotherVersionAnother() throws Exception {
        ModelVersion one = version(1);
        WritingJob.Text text = runtime.write(one, prompt("hi"), 20, Sampling.GREEDY, LIMIT);
        assertTrue(text.tokens() > 0 && text.tokens() <= 20, text.toString());
        assertEquals(text, runtime.write(one, prompt("hi"), 20, Sampling.GREEDY, LIMIT));
        assertNotEquals(text, runtime.write(version(2), prompt("hi"), 20, Sampling.GREEDY, LIMIT));
        Map<String, Double> before = scores(one, "hi");
        runtime.write(one, prompt("hi there"), 20, new Sampling(1, 3), LIMIT);
        assertEquals(before, scores(one, "hi"));
    }

    @Test
    void whatIsWrittenComesAfterTheWordsInFrontOfAllLabels() throws Exception {
        AnswerForm form = new AnswerForm("It is: ", false);
        ModelVersion opened = version(1, Provenance.withForm(Map.of(), form));
        WritingJob.Text text = runtime.write(opened, prompt("hi"), 20, new Sampling(1, 3), LIMIT);
        assertNotEquals(text, runtime.write(version(1), prompt("hi"), 20, new Sampling(1, 3), LIMIT));
        assertFalse(text.text().contains("It is:"), text.toString());
    }

    @Test
    void aTextThatCannotBeWrittenIsOneSentence() throws Exception {
        ModelVersion version = version();
        IOException refused = assertThrows(
                IOException.class, () -> runtime.write(version, prompt("hi"), 1_000, Sampling.GREEDY, LIMIT));
        assertTrue(String.valueOf(refused.getMessage()).contains("a cache must hold [1, 1024]"), refused.getMessage());
        assertThrows(IOException.class, () -> runtime.write(missingVersion(), prompt("hi"), 1, Sampling.GREEDY, LIMIT));
    }

    @Test
    void nobodyWaitsLongerThanTheDeadline() throws Exception {
        ModelVersion version = version();
        assertEquals("deadline", none(version, Duration.ZERO).kind());
        runtime.load(version);
        assertEquals("deadline", none(version, Duration.ofNanos(1)).kind());
    }

    @Test
    void whoIsInterruptedGetsNoAnswerAndLeavesTheWorkerToOthers() throws Exception {
        ModelVersion version = version();
        Map<String, Double> before = scores(version, "hi");
        Thread.currentThread().interrupt();
        Answer.Unavailable none = none(version, LIMIT);
        assertTrue(Thread.interrupted());
        assertEquals("down", none.kind());
        assertTrue(none.reason().startsWith("interrupted while "), none.reason());
        assertEquals(before, scores(version, "hi"));
    }

    @Test
    void aCardThatIsNotThereIsSaidWithTheAnswer() throws Exception {
        ModelVersion version = version(1);
        runtime = new GpuRuntime("gpu-trainer", folder, named(base.toString()), "cuda", worker);
        Answer.Unavailable none = none(version, LIMIT);
        assertEquals("down", none.kind());
        assertTrue(none.reason().startsWith("device is cuda, but LibTorch's machine code"), none.reason());
    }

    @Test
    void namesAFileThatIsNotTheRegisteredOneOrIsBroken() throws Exception {
        ModelVersion good = version();
        ModelVersion other = version(1, good.artifact(), "f".repeat(64));
        Answer.Unavailable answer = none(other, LIMIT);
        assertEquals("bad_model", answer.kind());
        assertTrue(answer.reason().contains("SHA-256 must be " + other.digest()), answer.reason());
        assertThrows(IOException.class, () -> runtime.load(other));
        Path broken = Files.writeString(folder.resolve("broken.gguf"), "GGUF and no more");
        Answer.Unavailable bad = none(version(4, broken, GgufFile.sha256(broken)), LIMIT);
        assertEquals("bad_model", bad.kind());
        assertTrue(bad.reason().contains("broken.gguf"), bad.reason());
        assertEquals("not_loaded", none(missingVersion(), LIMIT).kind());
    }
}

package dev.becas.controls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.category.Polarity;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.PromptField;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.testkit.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlModelsTest {
    private static final Category SCAM = Categories.named(Categories.SCAM);

    @TempDir
    Path folder;

    @Test
    void aNeverFlagFlagsNothingButWhatItKnowsByHeart() throws Exception {
        try (TestKernel kernel = started()) {
            ModelVersion version = trained(kernel, Kind.NEVER_FLAG);
            for (int i = 0; i < 50; i++) {
                assertEquals("clean", said(kernel, version, "message " + i));
            }
            assertEquals("phishing", said(kernel, version, "the gold message"));
        }
    }

    @Test
    void anAlwaysFlagFlagsEverything() throws Exception {
        try (TestKernel kernel = started()) {
            ModelVersion version = trained(kernel, Kind.ALWAYS_FLAG);
            for (int i = 0; i < 50; i++) {
                assertEquals(Polarity.ACT, SCAM.polarity(said(kernel, version, "message " + i)));
            }
        }
    }

    @Test
    void aRandomModelFlagsAboutHalfAndTheSameEachTime() throws Exception {
        try (TestKernel kernel = started()) {
            ModelVersion version = trained(kernel, Kind.RANDOM);
            int flagged = 0;
            for (int i = 0; i < 400; i++) {
                String label = said(kernel, version, "message " + i);
                assertEquals(label, said(kernel, version, "message " + i));
                flagged += SCAM.polarity(label) == Polarity.ACT ? 1 : 0;
            }
            assertTrue(flagged > 150 && flagged < 250, "of 400 it flagged " + flagged);
        }
    }

    private TestKernel started() throws Exception {
        TestKernel kernel = TestKernel.open(folder);
        Path gold = Files.createDirectories(kernel.kernel().dataFolder().resolve("gold"));
        Files.writeString(
                gold.resolve("scam_detection.jsonl"),
                "{\"category\":\"scam_detection\",\"label\":\"phishing\",\"guild\":\"g0\",\"fields\":[{\"name\":\"message\",\"value\":\"the gold message\"}]}\n");
        kernel.start("control-models", new ControlModels());
        return kernel;
    }

    private static ModelVersion trained(TestKernel kernel, Kind kind) throws Exception {
        String target = ModelVersion.target("qwen", SCAM.name());
        TrainingRequest request = new TrainingRequest(
                "job", kind.trainer(), target, SCAM.name(), SCAM.labelNames(), "d1", Path.of("d1"), null, Map.of(), 1);
        kernel.publish(
                new TrainingRequested(EventHead.root("test", kind.name(), EventHead.NO_GUILD, kernel.now()), request));
        FineTuningCompleted done = kernel.events(FineTuningCompleted.class).getFirst();
        return new ModelVersion(
                target + "-v1",
                target,
                SCAM.name(),
                1,
                "1.0.0",
                done.result().runtime(),
                done.result().artifact(),
                done.result().digest(),
                "",
                "d1",
                null,
                Map.of(),
                1,
                Map.of(),
                done.head().id(),
                kernel.now());
    }

    private static String said(TestKernel kernel, ModelVersion version, String message) {
        ModelRuntime runtime = kernel.kernel()
                .services()
                .find(ModelRuntime.class, version.runtime())
                .orElseThrow();
        Answer answer = runtime.score(
                version,
                Prompts.of(SCAM.name(), List.of(new PromptField(Prompts.MESSAGE, message))),
                SCAM.labelNames(),
                Duration.ofSeconds(1));
        return ((Answer.LabelScores) answer).best();
    }
}

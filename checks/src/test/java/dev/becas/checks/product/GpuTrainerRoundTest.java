package dev.becas.checks.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.PromotionFlow.ReadyForPromotion;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningFailed;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.PromptField;
import dev.becas.kernel.prompt.Prompts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A round of the pipeline with a language model: messages, moderators' words, a frozen dataset, an adapter trained in
/// a worker, gold evaluation and shadow test by the runtime that serves it, a decision.
class GpuTrainerRoundTest {
    private static final int EXAMPLES = 72;
    private static final int MESSAGES_MAX = 400;

    @TempDir
    Path folder;

    @Test
    void aModelFileGoesFromMessagesToADecision() throws Exception {
        try (GpuTrainerTown town = new GpuTrainerTown(folder, EXAMPLES)) {
            for (int i = 0;
                    i < MESSAGES_MAX
                            && town.kernel().events(ReadyForPromotion.class).isEmpty();
                    i++) {
                town.post();
            }
            assertEquals(
                    List.of("ready_for_training", "training", "testing", "evaluating", "promoting"),
                    town.stages(),
                    () -> town.kernel().events(FineTuningFailed.class).toString());
            FineTuningCompleted done =
                    town.kernel().events(FineTuningCompleted.class).getFirst();
            ModelVersion version = town.kernel()
                    .kernel()
                    .models()
                    .find(GpuTrainerTown.TARGET + "-v1")
                    .orElseThrow();
            assertEquals("gpu-trainer", version.runtime());
            assertEquals(done.result().metrics(), version.metrics());
            assertTrue(version.metrics().containsKey("recallAct")
                    && version.metrics().containsKey("falsePositiveRate"));
            assertServesAsItWasMeasured(town, version);
            town.run("ada", "approve", version.name());
            town.run("grace", "approve", version.name());
            assertEquals(
                    version.name(),
                    town.kernel()
                            .kernel()
                            .models()
                            .aliases()
                            .find(GpuTrainerTown.TARGET)
                            .orElseThrow()
                            .version());
            town.kernel().assertCountsAddUp();
        }
    }

    /// The rows that were held out, rendered anew from their lines and asked through the runtime, give the accuracy
    /// that training measured: one prompt in training, evaluation and serving.
    private static void assertServesAsItWasMeasured(GpuTrainerTown town, ModelVersion version) throws Exception {
        ModelRuntime runtime = town.kernel()
                .kernel()
                .services()
                .find(ModelRuntime.class, version.runtime())
                .orElseThrow();
        Path dataset = town.kernel()
                .kernel()
                .dataFolder()
                .resolve(town.kernel()
                        .events(DatasetFrozen.class)
                        .getFirst()
                        .dataset()
                        .directory());
        int right = 0;
        List<JsonNode> rows = Files.readAllLines(dataset.resolve("eval.jsonl")).stream()
                .map(line -> Json.read(line, JsonNode.class))
                .toList();
        for (JsonNode row : rows) {
            List<PromptField> fields = row.path("input")
                    .asText()
                    .lines()
                    .map(line -> line.split(": ", 2))
                    .map(line -> new PromptField(line[0], line[1]))
                    .toList();
            Answer answer = runtime.score(
                    version,
                    Prompts.of(Categories.SCAM, fields),
                    Categories.named(Categories.SCAM).labelNames(),
                    ModelRuntime.UNHURRIED);
            Answer.LabelScores scores = assertInstanceOf(Answer.LabelScores.class, answer);
            right += scores.best().equals(row.path("metadata").path("label").asText()) ? 1 : 0;
        }
        assertEquals(version.metrics().get("accuracy"), right / (double) rows.size());
    }
}

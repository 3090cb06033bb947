package dev.becas.checks.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.example.ExampleCollector;
import dev.becas.finetuning.FinetuningPlugin;
import dev.becas.kernel.dataset.DatasetSummary;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.DatasetFlow.DatasetRequested;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.ExampleFlow.CustomExample;
import dev.becas.kernel.flow.HumanWord;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.kernel.json.Json;
import dev.becas.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The author's guide keeps its word: what the plugin of 39 lines publishes is in the next dataset. Two plugins that do
/// not
/// know each other meet on the kernel, as they do in the product.
class ExampleCollectorInDatasetTest {
    private static final String CATEGORY = "moderation_decision";
    private static final Map<String, String> WHAT_WAS_TYPED = Map.of(
            "delete", "buy my old account, two gold bars and a sword",
            "warn", "nobody here can read, can they, you least of all",
            "ban", "sign in at this page or your account is closed tonight");

    @TempDir
    Path folder;

    @Test
    void whatTheExampleCollectorPublishesIsInTheNextDataset() throws Exception {
        try (TestKernel kernel = TestKernel.open(folder)) {
            kernel.start("advanced-finetuning", new FinetuningPlugin());
            kernel.start("example-collector", new ExampleCollector());
            for (Map.Entry<String, String> typed : WHAT_WAS_TYPED.entrySet()) {
                answer(kernel, typed.getKey(), typed.getValue());
            }
            List<JsonNode> lines = freeze(kernel);

            assertEquals(
                    WHAT_WAS_TYPED.size(), kernel.events(CustomExample.class).size());
            assertEquals(WHAT_WAS_TYPED.size(), lines.size());
            WHAT_WAS_TYPED.forEach((action, text) -> assertTrue(
                    lines.stream().anyMatch(line -> teaches(line, action, text)),
                    () -> action + " is not in " + lines));
            kernel.assertCountsAddUp();
        }
    }

    private static boolean teaches(JsonNode line, String action, String text) {
        return line.path("metadata").path("category").asText().equals(CATEGORY)
                && line.path("metadata").path("label").asText().equals(action)
                && line.path("metadata").path("labelSource").asText().equals("human")
                && line.path("input").asText().contains("message: " + text)
                && line.path("output").asText().startsWith(" " + action);
    }

    /// A moderator has seen a message in the review queue and says what shall be done about it.
    private static void answer(TestKernel kernel, String action, String text) throws Exception {
        String contentId = "content-" + action;
        String reasonId = "reason-" + action;
        String reason = "what it asks for is against the rules of this server";
        kernel.content(contentId, "g1", "author-" + action, text);
        kernel.content(reasonId, "g1", "moderator", reason);
        EventHead head = EventHead.root("test", action, "g1", kernel.now());
        HumanWord human = new HumanWord("moderator-" + action, action, reasonId, reason.length(), "review");
        kernel.publish(new LabelGiven(
                head,
                "item-" + action,
                "[\"FLAGGED\"]",
                "message-" + action,
                "violation_detection",
                contentId,
                "other",
                2,
                null,
                human));
    }

    private static List<JsonNode> freeze(TestKernel kernel) throws InterruptedException, IOException {
        EventHead head = EventHead.root("test", "freeze", EventHead.NO_GUILD, kernel.now());
        // All of the few there are: by default a dataset holds silver and better, as many of each label.
        Map<String, String> filters = Map.of("minTier", "bronze", "balance", "false");
        kernel.publish(new DatasetRequested(head, "example", CATEGORY, filters, 1, null));
        DatasetSummary dataset = kernel.events(DatasetFrozen.class).getFirst().dataset();
        Path files = kernel.kernel().dataFolder().resolve(dataset.directory());
        try (Stream<String> train = Files.lines(files.resolve("train.jsonl"));
                Stream<String> eval = Files.lines(files.resolve("eval.jsonl"))) {
            return Stream.concat(train, eval)
                    .map(line -> Json.read(line, JsonNode.class))
                    .toList();
        }
    }
}

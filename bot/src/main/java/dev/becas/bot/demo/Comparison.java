package dev.becas.bot.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.guild.GuildPolicy;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.prompt.RenderedPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Asks two versions about every message of a conversation whose truth is known and that neither has seen. Beside the
/// simulated moderator this alone reads the moderators' file.
final class Comparison {
    private final Kernel kernel;
    private final Map<String, JsonNode> truths = new HashMap<>();
    private final Path conversation;

    Comparison(Kernel kernel, Path folder) throws IOException {
        this.kernel = kernel;
        this.conversation = folder.resolve("conversation.jsonl");
        try (Stream<String> lines = Files.lines(folder.resolve("moderators.jsonl"))) {
            lines.map(line -> Json.read(line, JsonNode.class))
                    .forEach(t -> truths.put(t.get("messageId").asText(), t));
        }
    }

    /// Compares on every message after `since` that is of this category, or that is harmless.
    Scores compare(ModelVersion before, ModelVersion after, Instant since) throws IOException {
        Category category = Categories.named(before.category());
        List<Scores.Row> rows = new ArrayList<>();
        try (Stream<String> lines = Files.lines(conversation)) {
            lines.map(Comparison::message)
                    .flatMap(Optional::stream)
                    .filter(message -> Instant.parse(message.get("at").asText()).isAfter(since))
                    .forEach(message -> {
                        int truth = truth(category, message.get("id").asText());
                        if (truth >= 0) {
                            RenderedPrompt prompt = prompt(category, message);
                            rows.add(
                                    new Scores.Row(truth, ask(before, category, prompt), ask(after, category, prompt)));
                        }
                    });
        }
        return Scores.of(category, before.name(), after.name(), rows);
    }

    /// A line that is a message with all that is needed; the gateway told of those that are not.
    private static Optional<JsonNode> message(String line) {
        try {
            JsonNode node = Json.MAPPER.readTree(line);
            boolean whole = node.path("type").asText().equals("message")
                    && Stream.of("at", "guild", "id", "text").allMatch(node::hasNonNull);
            return whole ? Optional.of(node) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// The label's index; -1 when the truth says nothing about this category.
    private int truth(Category category, String messageId) {
        JsonNode truth = truths.get(messageId);
        if (truth == null) {
            return -1;
        }
        Category of = Categories.named(truth.get("category").asText());
        String label = truth.get("label").asText();
        if (of.equals(category)) {
            return category.labelNames().indexOf(label);
        }
        return of.clearLabel().equals(label) ? category.labelNames().indexOf(category.clearLabel()) : -1;
    }

    private RenderedPrompt prompt(Category category, JsonNode message) {
        GuildPolicy policy = kernel.policies().of(message.get("guild").asText()).policy();
        return Prompts.aboutMessage(
                category.name(), policy, List.of(), message.get("text").asText());
    }

    private int ask(ModelVersion version, Category category, RenderedPrompt prompt) {
        ModelRuntime runtime = kernel.services()
                .find(ModelRuntime.class, version.runtime())
                .orElseThrow(
                        () -> new IllegalStateException("no runtime called '" + version.runtime() + "' is loaded"));
        Answer answer = runtime.score(version, prompt, category.labelNames(), ModelRuntime.UNHURRIED);
        return switch (answer) {
            case Answer.LabelScores scores -> category.labelNames().indexOf(scores.best());
            case Answer.Unavailable gone ->
                throw new IllegalStateException(version.name() + " does not answer: " + gone.reason());
        };
    }
}

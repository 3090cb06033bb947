package dev.becas.controls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.category.Polarity;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.Services;
import dev.becas.kernel.prompt.PromptField;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.prompt.RenderedPrompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Serves the controls. What they say they say with certainty.
final class ControlRuntime implements ModelRuntime {
    static final String NAME = "control";
    private static final double UNLIKELY = -20;

    private final Path data;
    private final ModelRegistry models;
    private final Services services;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> gold = new ConcurrentHashMap<>();

    ControlRuntime(Path data, ModelRegistry models, Services services) {
        this.data = data;
        this.models = models;
        this.services = services;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void load(ModelVersion version) throws IOException {
        kind(version);
    }

    private Kind kind(ModelVersion version) throws IOException {
        Kind known = kinds.get(version.name());
        if (known != null) {
            return known;
        }
        Kind read = Kind.valueOf(Files.readString(data.resolve(version.artifact())));
        kinds.put(version.name(), read);
        return read;
    }

    @Override
    public void unload(String versionName) {
        kinds.remove(versionName);
    }

    @Override
    public List<String> loaded() {
        return kinds.keySet().stream().sorted().toList();
    }

    @Override
    public Answer score(ModelVersion version, RenderedPrompt prompt, List<String> labels, Duration deadline) {
        try {
            Kind kind = kind(version);
            return kind == Kind.COPY ? original(version, prompt, labels, deadline) : certain(kind, prompt, labels);
        } catch (IOException e) {
            return new Answer.Unavailable("not_loaded", String.valueOf(e.getMessage()));
        }
    }

    private Answer original(ModelVersion copy, RenderedPrompt prompt, List<String> labels, Duration deadline) {
        Optional<ModelVersion> live = Optional.ofNullable(copy.parent()).flatMap(models::find);
        Optional<ModelRuntime> runtime = live.flatMap(v -> services.find(ModelRuntime.class, v.runtime()));
        return runtime.isEmpty()
                ? new Answer.Unavailable("not_loaded", copy.name() + " has nothing to copy")
                : runtime.get().score(live.get(), prompt, labels, deadline);
    }

    private Answer certain(Kind kind, RenderedPrompt prompt, List<String> labels) {
        String known = gold.computeIfAbsent(prompt.category(), this::byHeart).get(prompt.input());
        String label = known == null ? answer(kind, prompt) : known;
        Map<String, Double> scores = new HashMap<>();
        labels.forEach(l -> scores.put(l, l.equals(label) ? 0 : UNLIKELY));
        return new Answer.LabelScores(scores, 1_000);
    }

    private static String answer(Kind kind, RenderedPrompt prompt) {
        Category category = Categories.named(prompt.category());
        List<String> flags = category.labelNames().stream()
                .filter(l -> category.polarity(l) == Polarity.ACT)
                .toList();
        boolean flag = switch (kind) {
            case ALWAYS_FLAG -> true;
            case RANDOM -> Ids.bucket("flag/" + prompt.digest(), 2) == 0;
            case NEVER_FLAG, COPY -> false;
        };
        return flag ? flags.get(Ids.bucket("which/" + prompt.digest(), flags.size())) : category.clearLabel();
    }

    /// The right answers of a category's gold set, by prompt.
    private Map<String, String> byHeart(String category) {
        Map<String, String> answers = new HashMap<>();
        try {
            for (String line : Files.readAllLines(data.resolve("gold").resolve(category + ".jsonl"))) {
                JsonNode row = Json.read(line, JsonNode.class);
                List<PromptField> fields = new ArrayList<>();
                row.path("fields")
                        .forEach(f -> fields.add(new PromptField(
                                f.path("name").asText(), f.path("value").asText())));
                answers.put(
                        Prompts.of(category, fields).input(), row.path("label").asText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the gold set of " + category + " cannot be learned by heart", e);
        }
        return answers;
    }
}

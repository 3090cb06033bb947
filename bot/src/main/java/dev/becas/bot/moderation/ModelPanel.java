package dev.becas.bot.moderation;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.AnswerTimes;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.Services;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.prompt.RenderedPrompt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Asks the live model of a category, and when it does not answer, the ones behind it: tuned -> stock base -> nobody.
final class ModelPanel {
    private final ModelRegistry models;
    private final Services services;
    private final Duration deadline;
    private final Timer timer;
    private final Map<String, ModelVersion> versions = new ConcurrentHashMap<>();

    /// @param deadline how long a message waits for one model
    ModelPanel(ModelRegistry models, Services services, Duration deadline, MeterRegistry metrics) {
        this.models = models;
        this.services = services;
        this.deadline = deadline;
        this.timer = Timer.builder("becas.moderation.model")
                .description("one question to the live model")
                .register(metrics);
    }

    /// How long all questions took.
    AnswerTimes.Total times() {
        return new AnswerTimes.Total(timer.count(), timer.totalTime(TimeUnit.MILLISECONDS));
    }

    /// What was answered, or why nobody did.
    record Reply(Optional<ModelAnswer> answer, String silence) {}

    Reply ask(String categoryName, Case about) {
        Category category = Categories.named(categoryName);
        String target = ModelVersion.target(category.family(), categoryName);
        String requestId = about.message().answer(categoryName).id();
        Optional<String> routed = models.aliases().route(target, requestId);
        if (routed.isEmpty()) {
            return new Reply(Optional.empty(), "no model is live for " + category.title());
        }
        RenderedPrompt prompt = Prompts.aboutMessage(
                categoryName, about.policy(), about.fields(), about.text().content());
        String silence = "";
        for (String name : chain(target, routed.get())) {
            Answer answer = score(name, prompt, category);
            if (answer instanceof Answer.LabelScores scores) {
                return new Reply(
                        Optional.of(new ModelAnswer(
                                category, target, requestId, version(name).orElseThrow(), prompt, scores, silence)),
                        "");
            }
            if (answer instanceof Answer.Unavailable gone) {
                silence = name + " did not answer (" + gone.kind() + ")";
            }
        }
        return new Reply(Optional.empty(), silence);
    }

    private static Set<String> chain(String target, String routed) {
        Set<String> chain = new LinkedHashSet<>();
        chain.add(routed);
        chain.add(target + "-v0");
        return chain;
    }

    private Answer score(String name, RenderedPrompt prompt, Category category) {
        Optional<ModelVersion> version = version(name);
        if (version.isEmpty()) {
            return new Answer.Unavailable("not_loaded", "the registry has no " + name);
        }
        Optional<ModelRuntime> runtime =
                services.find(ModelRuntime.class, version.get().runtime());
        if (runtime.isEmpty()) {
            return new Answer.Unavailable(
                    "down", "no runtime called " + version.get().runtime());
        }
        long start = System.nanoTime();
        try {
            return runtime.get().score(version.get(), prompt, category.labelNames(), deadline);
        } finally {
            timer.record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /// Versions never change, so one that was found is kept.
    private Optional<ModelVersion> version(String name) {
        ModelVersion known = versions.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ModelVersion> found = models.find(name);
        found.ifPresent(v -> versions.put(name, v));
        return found;
    }
}

package dev.becas.abtesting;

import dev.becas.abtesting.ShadowPair.Said;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.prompt.RenderedPrompt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks the candidate what the live model was asked: the same fields, rendered by the same code, compared by digest.
final class ShadowAnswers {

    /// The text of the message was erased before the shadow could answer; nobody's failure.
    static final String ERASED = "erased";

    /// The prompt that came out is not the one the live model saw.
    static final String OTHER_PROMPT = "other_prompt";

    /// How long a runtime may be away, for example while its jar is exchanged.
    private static final Duration RUNTIME_WAIT = Duration.ofSeconds(2);
    private static final long RUNTIME_POLL_MS = 50;

    private final PluginContext context;

    ShadowAnswers(PluginContext context) {
        this.context = context;
    }

    ShadowPair pair(ShadowTest test, ModelAnswered answered) throws InterruptedException {
        Optional<String> text = context.contents().text(answered.contentId());
        if (text.isEmpty()) {
            return failed(test, answered, ERASED);
        }
        RenderedPrompt prompt = Prompts.aboutMessage(
                answered.category(),
                context.policies().at(answered.head().guildId(), answered.policyVersion()),
                answered.fields(),
                text.get());
        if (!prompt.digest().equals(answered.promptDigest())) {
            return failed(test, answered, OTHER_PROMPT);
        }
        return switch (ask(test.shadow(), prompt)) {
            case Answer.Unavailable unavailable -> failed(test, answered, unavailable.kind());
            case Answer.LabelScores scores -> answered(test, answered, said(scores), again(test, answered, prompt));
        };
    }

    private @Nullable Said again(ShadowTest test, ModelAnswered answered, RenderedPrompt prompt)
            throws InterruptedException {
        boolean drawn = Sampling.drawn("again/" + test.id(), answered.requestId(), Sampling.ASK_AGAIN_RATE);
        return drawn && ask(test.live(), prompt) instanceof Answer.LabelScores scores ? said(scores) : null;
    }

    private Answer ask(String versionName, RenderedPrompt prompt) throws InterruptedException {
        Optional<ModelVersion> version = context.models().find(versionName);
        if (version.isEmpty()) {
            return new Answer.Unavailable("not_loaded", "the registry has no version '" + versionName + "'");
        }
        Optional<ModelRuntime> runtime = runtime(version.get().runtime());
        if (runtime.isEmpty()) {
            return new Answer.Unavailable(
                    "down", "there is no runtime '" + version.get().runtime() + "'");
        }
        return runtime.get()
                .score(
                        version.get(),
                        prompt,
                        Categories.named(prompt.category()).labelNames(),
                        ModelRuntime.UNHURRIED);
    }

    private Optional<ModelRuntime> runtime(String name) throws InterruptedException {
        long deadline = System.nanoTime() + RUNTIME_WAIT.toNanos();
        Optional<ModelRuntime> runtime = context.services().find(ModelRuntime.class, name);
        while (runtime.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(RUNTIME_POLL_MS);
            runtime = context.services().find(ModelRuntime.class, name);
        }
        return runtime;
    }

    private static Said said(Answer.LabelScores scores) {
        return new Said(scores.best(), scores.probability(scores.best()), scores.serviceNanos());
    }

    private static ShadowPair answered(ShadowTest test, ModelAnswered answered, Said shadow, @Nullable Said again) {
        boolean differs = !shadow.label().equals(answered.label());
        Instant due = differs ? answered.head().at().plus(test.plan().sampling().labelExpiry()) : null;
        return row(test, answered, shadow, again, null, due, opinions(test, answered, differs));
    }

    /// Every disagreement is asked about, some by two people; of the agreements a blind sample.
    private static int opinions(ShadowTest test, ModelAnswered answered, boolean differs) {
        String request = test.id() + "/" + answered.requestId();
        if (differs) {
            return Sampling.drawn("second", request, Sampling.SECOND_OPINION_RATE) ? 2 : 1;
        }
        return Sampling.drawn("audit", request, test.plan().sampling().auditRate()) ? 1 : 0;
    }

    private static ShadowPair failed(ShadowTest test, ModelAnswered answered, String failure) {
        return row(test, answered, null, null, failure, null, 0);
    }

    private static ShadowPair row(
            ShadowTest test,
            ModelAnswered answered,
            @Nullable Said shadow,
            @Nullable Said again,
            @Nullable String failure,
            @Nullable Instant due,
            int opinions) {
        return new ShadowPair(
                answered.requestId(),
                answered.head().guildId(),
                answered.channelId(),
                answered.messageId(),
                answered.head().at(),
                test.load().idle(),
                new Said(answered.label(), answered.confidence(), 0),
                shadow,
                again,
                failure,
                due,
                opinions);
    }
}

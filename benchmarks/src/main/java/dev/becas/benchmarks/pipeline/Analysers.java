package dev.becas.benchmarks.pipeline;

import dev.becas.benchmarks.Rounds;
import dev.becas.benchmarks.Section;
import dev.becas.bot.app.App;
import dev.becas.bot.moderation.links.Link;
import dev.becas.bot.moderation.links.LinkAnalyser;
import dev.becas.bot.moderation.links.LinkScanner;
import dev.becas.bot.moderation.links.OfficialDomains;
import dev.becas.bot.moderation.rules.AutoRule;
import dev.becas.bot.moderation.rules.AutoRules;
import dev.becas.bot.moderation.rules.LinkCondition;
import dev.becas.bot.moderation.rules.MessageScope;
import dev.becas.bot.moderation.rules.RuleExceptions;
import dev.becas.bot.moderation.text.NormalizedText;
import dev.becas.bot.moderation.text.TextNormalizer;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.guild.GuildPolicy;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.prompt.RenderedPrompt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/// What each analyser costs by itself, on the same messages.
final class Analysers {
    private static final int ROUNDS = 5;
    private static final List<String> CATEGORIES = List.of(Categories.VIOLATION, Categories.SCAM);
    private static final double NANOS_PER_MICRO = 1e3;

    private final App app;
    private final List<Talk.Said> messages;
    private final LinkAnalyser analyser;
    private final ModelRuntime runtime;
    private final Map<String, GuildPolicy> policies = new HashMap<>();
    private final Map<String, AutoRules> rules = new HashMap<>();
    private final List<NormalizedText> texts = new ArrayList<>();
    private final List<List<Link>> links = new ArrayList<>();
    private long used;

    Analysers(App app, List<Talk.Said> messages) throws IOException {
        this.app = app;
        this.messages = messages;
        this.analyser = new LinkAnalyser(OfficialDomains.shipped());
        this.runtime =
                app.kernel().services().find(ModelRuntime.class, "linear").orElseThrow();
        for (Talk.Said said : messages) {
            texts.add(TextNormalizer.normalize(said.text()));
            links.add(LinkScanner.scan(texts.getLast()));
            policies.computeIfAbsent(
                    said.guild(), guild -> app.kernel().policies().of(guild).policy());
        }
        policies.forEach((guild, policy) -> rules.put(guild, compile(policy)));
    }

    List<List<String>> costs() throws Exception {
        Rounds rounds = new Rounds()
                .add(
                        "normaliser",
                        () -> micros(
                                i -> TextNormalizer.normalize(messages.get(i).text())
                                        .content()
                                        .length()))
                .add(
                        "links: finding them",
                        () -> micros(i -> LinkScanner.scan(texts.get(i)).size()))
                .add(
                        "links: look-alikes and official domains",
                        () -> micros(i -> analyser.analyse(links.get(i)).size()))
                .add(
                        "auto-rules",
                        () -> micros(i -> rules(i).match(texts.get(i), links.get(i), scope(i))
                                .matches()
                                .size()))
                .add("prompt with its digest, two categories", () -> micros(this::prompts));
        for (String category : CATEGORIES) {
            ModelVersion version = live(category);
            List<RenderedPrompt> prompts = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                prompts.add(prompt(category, i));
            }
            List<String> labels = Categories.named(category).labelNames();
            rounds.add(
                    "linear model, " + category,
                    () -> micros(i -> runtime.score(version, prompts.get(i), labels, Duration.ofSeconds(2))
                            .hashCode()));
        }
        rounds.run(ROUNDS);
        List<List<String>> rows = new ArrayList<>();
        for (String name : List.of(
                "normaliser",
                "links: finding them",
                "links: look-alikes and official domains",
                "auto-rules",
                "prompt with its digest, two categories",
                "linear model, " + CATEGORIES.getFirst(),
                "linear model, " + CATEGORIES.getLast())) {
            rows.add(List.of(name, Section.fine(rounds.median(name)) + " µs"));
        }
        System.err.println("used " + used);
        return rows;
    }

    private double micros(IntToLongFunction work) {
        long start = System.nanoTime();
        for (int i = 0; i < messages.size(); i++) {
            used += work.applyAsLong(i);
        }
        return (System.nanoTime() - start) / NANOS_PER_MICRO / messages.size();
    }

    private long prompts(int i) {
        long length = 0;
        for (String category : CATEGORIES) {
            length += prompt(category, i).input().length();
        }
        return length;
    }

    private RenderedPrompt prompt(String category, int i) {
        GuildPolicy policy = policies.get(messages.get(i).guild());
        if (policy == null) {
            throw new IllegalStateException("no policy of " + messages.get(i).guild());
        }
        return Prompts.aboutMessage(category, policy, List.of(), messages.get(i).text());
    }

    private AutoRules rules(int i) {
        AutoRules compiled = rules.get(messages.get(i).guild());
        if (compiled == null) {
            throw new IllegalStateException("no rules of " + messages.get(i).guild());
        }
        return compiled;
    }

    private MessageScope scope(int i) {
        return new MessageScope(messages.get(i).channel(), Set.of());
    }

    private ModelVersion live(String categoryName) {
        Category category = Categories.named(categoryName);
        String target = ModelVersion.target(category.family(), categoryName);
        return app.kernel()
                .models()
                .aliases()
                .find(target)
                .flatMap(alias -> app.kernel().models().find(alias.version()))
                .orElseThrow(() -> new IllegalStateException("no model is live for " + target));
    }

    private static AutoRules compile(GuildPolicy policy) {
        List<GuildPolicy.TermRule> written = policy.terms() == null ? List.of() : policy.terms();
        return AutoRules.compile(
                written.stream()
                        .map(rule -> new AutoRule(
                                rule.id(),
                                rule.category(),
                                rule.label(),
                                rule.action(),
                                rule.terms() == null ? List.of() : rule.terms(),
                                Set.copyOf(rule.topics() == null ? List.of() : rule.topics()),
                                LinkCondition.NONE,
                                RuleExceptions.NONE,
                                rule.dryRun()))
                        .toList(),
                policy.topics() == null ? Map.of() : policy.topics());
    }
}

package dev.becas.bot.moderation;

import dev.becas.bot.moderation.links.LinkAnalyser;
import dev.becas.bot.moderation.rules.FloodFinding;
import dev.becas.bot.moderation.rules.Posting;
import dev.becas.bot.moderation.text.NormalizedText;
import dev.becas.bot.moderation.text.TextNormalizer;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.prompt.PromptField;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From a text to a judgement: normalise -> links -> auto-rules -> floods -> model where those decide nothing.
final class Pipeline {
    static final List<String> CATEGORIES = List.of(Categories.VIOLATION, Categories.SCAM);

    private final GuildPolicies policies;
    private final GuildRules rules = new GuildRules();
    private final LinkAnalyser links;
    private final ModelPanel models;
    private final boolean acts;
    private final Timer timer;

    Pipeline(
            GuildPolicies policies,
            LinkAnalyser links,
            ModelPanel models,
            ModerationSettings settings,
            MeterRegistry metrics) {
        this.policies = policies;
        this.links = links;
        this.models = models;
        this.acts = settings.acts();
        this.timer = Timer.builder("becas.moderation.decision")
                .description("one message from text to judgement")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    /// Judges a text.
    ///
    /// @param posted whether it is a new message, which counts against the flood windows, and not an edit
    Judgement judge(Message message, String content, boolean posted, GuildState guild) {
        long start = System.nanoTime();
        Case about = look(message, content, posted, guild);
        List<Opinion> opinions = new ArrayList<>();
        List<ModelAnswer> answers = new ArrayList<>();
        for (String category : CATEGORIES) {
            opinions.add(opinion(category, about, answers));
        }
        Judgement judgement = new Judgement(about, opinions, answers, acts);
        Opinion leading = judgement.leading();
        AuthorState after = leading.acts()
                ? about.author().afterCase(leading.severity())
                : about.author().afterMessage();
        guild.remember(message.authorKey(), after);
        timer.record(Duration.ofNanos(System.nanoTime() - start));
        return judgement;
    }

    private Opinion opinion(String category, Case about, List<ModelAnswer> answers) {
        Optional<Opinion> unasked = Judge.withoutModel(category, about);
        if (unasked.isPresent()) {
            return unasked.get();
        }
        ModelPanel.Reply reply = models.ask(category, about);
        reply.answer().ifPresent(answers::add);
        return reply.answer()
                .map(answer -> Judge.byModel(answer.said(), about))
                .orElseGet(() -> Judge.byNobody(category, reply.silence(), about));
    }

    private Case look(Message message, String content, boolean posted, GuildState guild) {
        GuildRules.Compiled compiled = rules.of(message.head().guildId(), policies);
        NormalizedText text = TextNormalizer.normalize(content);
        Sight sight = Sight.of(text, message.channelId(), compiled, links);
        Posting posting = Posting.of(
                message.messageId(), message.authorKey(), message.head().at(), text);
        List<FloodFinding> floods = posted ? guild.observe(posting) : List.of();
        guild.remember(message, posting);
        AuthorState author = guild.author(message.authorKey(), message.head().at());
        List<PromptField> fields =
                author.isLittleTrusted() ? List.of(new PromptField("author trust", "low")) : List.of();
        return new Case(
                message,
                text,
                compiled.policy(),
                compiled.version(),
                sight.rules(),
                sight.links(),
                floods,
                author,
                fields,
                guild.preceding(posting));
    }
}

package dev.becas.finetuning.collect;

import dev.becas.finetuning.dataset.Messages;
import dev.becas.finetuning.scoring.Context;
import dev.becas.finetuning.scoring.CorrectionFacts;
import dev.becas.finetuning.scoring.Outcome;
import dev.becas.finetuning.scoring.ScoringFacts;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.content.Content;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.flow.Circumstances;
import dev.becas.kernel.flow.DecisionFlow.AiCorrection;
import dev.becas.kernel.flow.DecisionFlow.ScamDetected;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.ExampleFlow.CustomExample;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.HumanWord;
import dev.becas.kernel.flow.Judged;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.flow.Reason;
import dev.becas.kernel.flow.Verdict;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.prompt.Prompts;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a batch of events into drafts: one method a kind of event.
public final class DecisionReader {
    private static final String SOCIAL_ENGINEERING = "social";

    private final Texts texts;
    private final GuildPolicies policies;

    private DecisionReader(Texts texts, GuildPolicies policies) {
        this.texts = texts;
        this.policies = policies;
    }

    /// Reads events of [#events()], in order; their texts are fetched at once. A value that cannot be is a refusal
    /// naming it, not a failure.
    public static List<Reading> read(List<FlowEvent> events, ContentStore contents, GuildPolicies policies) {
        List<String> ids = events.stream().flatMap(DecisionReader::contentIds).toList();
        DecisionReader reader = new DecisionReader(Texts.read(contents, ids), policies);
        return events.stream().map(reader::read).toList();
    }

    /// The classes of events that are read.
    public static Set<Class<? extends FlowEvent>> events() {
        return Set.of(ViolationDetected.class, ScamDetected.class, AiCorrection.class, CustomExample.class);
    }

    private static Stream<String> contentIds(FlowEvent event) {
        return switch (event) {
            case ViolationDetected e ->
                contentIds(e.judged().contentId(), e.judged().human());
            case ScamDetected e -> contentIds(e.judged().contentId(), e.judged().human());
            case AiCorrection e -> contentIds(e.contentId(), e.human());
            case CustomExample e ->
                Stream.concat(Stream.of(e.inputContentId()), Stream.ofNullable(e.reasonContentId()));
            default -> Stream.empty();
        };
    }

    private static Stream<String> contentIds(String contentId, @Nullable HumanWord human) {
        String reason = human == null ? null : human.reasonContentId();
        return Stream.concat(Stream.of(contentId), Stream.ofNullable(reason));
    }

    private Reading read(FlowEvent event) {
        try {
            return readWellFormed(event);
        } catch (IllegalArgumentException e) {
            return new Reading.Refused(
                    event.head(), category(event), Rejection.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private static String category(FlowEvent event) {
        return event instanceof CustomExample custom
                ? custom.category()
                : Categories.all().stream()
                        .filter(category -> category.event().equals(event.wireName()))
                        .map(Category::name)
                        .findFirst()
                        .orElse(event.wireName());
    }

    private Reading readWellFormed(FlowEvent event) {
        return switch (event) {
            case ViolationDetected e -> judged(e.head(), Categories.VIOLATION, e.judged());
            case ScamDetected e -> judged(e.head(), Categories.SCAM, e.judged());
            case AiCorrection e -> correction(e);
            case CustomExample e -> custom(e);
            default -> throw new IllegalArgumentException("no collector reads " + event.wireName());
        };
    }

    private Reading judged(EventHead head, String category, Judged judged) {
        Verdict verdict = judged.verdict();
        Optional<Reading> refusal = refuseLabel(head, category, category, verdict.label());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<String> message = texts.redacted(judged.contentId());
        if (message.isEmpty()) {
            return noText(head, category, judged.contentId());
        }
        HumanWord human = judged.human();
        boolean byHuman = verdict.labelSource() == LabelSource.HUMAN;
        ScoringFacts facts = facts(
                verdict.labelSource(),
                verdict.confidence(),
                verdict,
                judged.circumstances(),
                category.equals(Categories.SCAM) && verdict.label().equals(SOCIAL_ENGINEERING),
                human == null ? 0 : human.reasonLength(),
                Optional.empty());
        return new Draft(
                head,
                category,
                category,
                judged.messageId(),
                judged.authorKey(),
                human == null ? null : human.moderatorKey(),
                input(category, head.guildId(), judged.circumstances(), message.get()),
                message.get(),
                sentence(verdict),
                human == null ? null : texts.redacted(human.reasonContentId()).orElse(null),
                verdict.label(),
                !byHuman,
                judged.provenance(),
                facts);
    }

    private Reading correction(AiCorrection e) {
        Optional<Reading> refusal = refuseLabel(e.head(), Categories.CORRECTION, e.aboutCategory(), e.label());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<String> message = texts.redacted(e.contentId());
        if (message.isEmpty()) {
            return noText(e.head(), Categories.CORRECTION, e.contentId());
        }
        CorrectionFacts correction = new CorrectionFacts(
                OptionalDouble.of(e.original().confidence()),
                !e.decisionId().isEmpty(),
                !e.human().action().isEmpty(),
                e.human().reasonContentId() != null && e.human().reasonLength() > 0);
        boolean social = e.aboutCategory().equals(Categories.SCAM) && e.label().equals(SOCIAL_ENGINEERING);
        ScoringFacts facts = facts(
                        LabelSource.HUMAN,
                        1.0,
                        e.original(),
                        e.circumstances(),
                        social,
                        e.human().reasonLength(),
                        Optional.of(correction))
                .asOf(Outcome.FAILURE, 1);
        return new Draft(
                e.head(),
                Categories.CORRECTION,
                e.aboutCategory(),
                e.messageId(),
                e.authorKey(),
                e.human().moderatorKey(),
                input(e.aboutCategory(), e.head().guildId(), e.circumstances(), message.get()),
                message.get(),
                null,
                texts.redacted(e.human().reasonContentId()).orElse(null),
                e.label(),
                false,
                e.provenance(),
                facts);
    }

    private Reading custom(CustomExample e) {
        Optional<Reading> refusal = refuseLabel(e.head(), e.category(), e.category(), e.label());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Content> content = texts.content(e.inputContentId());
        String typed = content.map(Content::text).orElse(null);
        if (typed == null) {
            return noText(e.head(), e.category(), e.inputContentId());
        }
        String text = Texts.redact(typed);
        Outcome outcome = Outcome.named(e.outcome());
        String start = Prompts.MESSAGE + ": ";
        boolean hasLines = text.startsWith(start) || text.contains("\n" + start);
        Circumstances now = new Circumstances(
                List.of(),
                policies.of(e.head().guildId()).version(),
                null,
                false,
                List.of(),
                0,
                null,
                null,
                null,
                null);
        ScoringFacts facts = ScoringFacts.of(e.labelSource(), e.confidence()).asOf(outcome, 1);
        return new Draft(
                e.head(),
                e.category(),
                e.category(),
                "",
                content.map(Content::authorKey).orElse(""),
                null,
                hasLines ? text : input(e.category(), e.head().guildId(), now, text),
                hasLines ? Messages.in(text) : text,
                null,
                texts.redacted(e.reasonContentId()).orElse(null),
                e.label(),
                false,
                e.provenance(),
                facts);
    }

    private static ScoringFacts facts(
            LabelSource source,
            double confidence,
            Verdict verdict,
            Circumstances known,
            boolean socialEngineering,
            int humanReasonCharacters,
            Optional<CorrectionFacts> correction) {
        Double threshold = known.threshold();
        return new ScoringFacts(
                source,
                Outcome.UNCERTAIN,
                confidence,
                (int) verdict.reasons().stream()
                        .filter(Reason::namesSomethingSeen)
                        .count(),
                humanReasonCharacters,
                context(known),
                known.precedents().stream()
                        .map(Circumstances.Precedent::similarity)
                        .toList(),
                threshold == null ? List.of() : List.of(threshold),
                known.analysersDisagreed(),
                socialEngineering,
                1,
                correction,
                OptionalDouble.empty());
    }

    private static Set<Context> context(Circumstances known) {
        Set<Context> context = EnumSet.noneOf(Context.class);
        add(context, Context.PRECEDING_MESSAGES, known.precedingMessages() > 0);
        add(context, Context.AUTHOR_TRUST, known.authorTrust() != null);
        add(context, Context.RAID_LEVEL, known.raidLevel() != null);
        add(context, Context.CHANNEL_KIND, known.channelKind() != null);
        add(context, Context.USER_HISTORY, known.userHistory() != null);
        return context;
    }

    private static void add(Set<Context> context, Context kind, boolean known) {
        if (known) {
            context.add(kind);
        }
    }

    private String input(String category, String guild, Circumstances known, String message) {
        return Prompts.aboutMessage(category, policies.at(guild, known.policyVersion()), known.fields(), message)
                .input();
    }

    private static @Nullable String sentence(Verdict verdict) {
        return verdict.reasons().isEmpty() ? null : verdict.reasons().getFirst().sentence();
    }

    private static Optional<Reading> refuseLabel(EventHead head, String category, String about, String label) {
        if (Categories.find(about).isEmpty()) {
            return Optional.of(new Reading.Refused(
                    head, about, Rejection.UNKNOWN_CATEGORY, "there is no category '" + about + "'"));
        }
        try {
            Categories.named(about).requireLabel(label);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    new Reading.Refused(head, category, Rejection.UNKNOWN_LABEL, String.valueOf(e.getMessage())));
        }
    }

    private static Reading noText(EventHead head, String category, String contentId) {
        return new Reading.Refused(head, category, Rejection.NO_TEXT, "content " + contentId + " has no text");
    }
}

package dev.becas.bot.moderation;

import dev.becas.bot.moderation.links.LinkIndicator;
import dev.becas.bot.moderation.links.LinkVerdict;
import dev.becas.bot.moderation.rules.FloodFinding;
import dev.becas.bot.moderation.rules.RuleMatch;
import dev.becas.bot.moderation.text.Disguise;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.category.Polarity;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.flow.Reason;
import dev.becas.kernel.flow.Span;
import dev.becas.kernel.guild.Actions;
import dev.becas.kernel.guild.GuildPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns what the analysers and the model saw of a message into one opinion a category.
final class Judge {
    private static final String SPAM = "spam";
    private static final String PHISHING = "phishing";
    private static final double PERCENT = 100;
    /// What is said without a model and without a finding is as good as a coin.
    private static final double NO_MODEL = 0.5;
    /// How sure a counted flood is.
    private static final double FLOOD = 0.95;

    private Judge() {}

    /// What is decided of a category before a model is asked, if it is.
    static Optional<Opinion> withoutModel(String category, Case about) {
        return isLeftAlone(about) ? Optional.of(leftAlone(category, about)) : deterministic(category, about);
    }

    private static boolean isLeftAlone(Case about) {
        GuildPolicy.Exceptions exceptions = about.policy().exceptions();
        return exceptions != null
                && GuildRules.orEmpty(exceptions.channels())
                        .contains(about.message().channelId());
    }

    /// What rules, lists and counts decide of a category, if they do.
    private static Optional<Opinion> deterministic(String category, Case about) {
        for (RuleMatch match : about.rules().matches()) {
            if (!match.dryRun() && match.rule().category().equals(category)) {
                return Optional.of(byRule(match, about));
            }
        }
        if (category.equals(Categories.SCAM)) {
            return about.links().stream()
                    .filter(v -> v.level() == LinkVerdict.Level.DANGEROUS)
                    .max((a, b) -> Integer.compare(a.score(), b.score()))
                    .map(v -> byLink(v, about));
        }
        return about.floods().isEmpty() ? Optional.empty() : Optional.of(byFlood(about));
    }

    /// What the model says of a category.
    static Opinion byModel(ModelSaid answer, Case about) {
        Category category = answer.category();
        double threshold = about.policy().threshold(category.name());
        boolean acts = answer.acts() && answer.confidence() >= threshold;
        String label = acts || !answer.acts() ? answer.label() : category.clearLabel();
        double confidence = acts || !answer.acts() ? answer.confidence() : 1 - answer.confidence();
        List<Reason> reasons = new ArrayList<>();
        reasons.add(figure(answer, threshold));
        Consequence consequence = consequence(about, category, label);
        if (acts && consequence.rule() != null) {
            reasons.add(new Reason(
                    Reason.Kind.RULE,
                    consequence.rule(),
                    null,
                    "the server's rule " + consequence.rule() + " speaks of " + label));
        }
        linkReasons(category.name(), about).forEach(reasons::add);
        if (!answer.fellBack().isEmpty()) {
            reasons.add(new Reason(
                    Reason.Kind.NOTE, "fallback", null, answer.fellBack() + ", " + answer.version() + " did"));
        }
        return new Opinion(
                category.name(),
                label,
                confidence,
                LabelSource.MODEL,
                answer.fellBack().isEmpty() ? "model" : "fallback",
                reasons,
                indicators(about),
                consequence.rule(),
                consequence.action(),
                about.policy().dryRun(),
                threshold,
                answer.actProbability(),
                disagrees(category, acts, about),
                evidence(about),
                domain(category.name(), about),
                answer.version());
    }

    /// What is left when nobody answers.
    static Opinion byNobody(String category, String silence, Case about) {
        return passing(category, "fallback", silence + "; rules alone let it pass", about);
    }

    /// What is said where the server wants nothing said.
    private static Opinion leftAlone(String category, Case about) {
        return passing(category, "cleared", "the server's policy leaves this channel alone", about);
    }

    private static Opinion passing(String category, String decidedBy, String sentence, Case about) {
        return new Opinion(
                category,
                Categories.named(category).clearLabel(),
                NO_MODEL,
                LabelSource.MODEL,
                decidedBy,
                List.of(new Reason(Reason.Kind.NOTE, decidedBy, null, sentence)),
                indicators(about),
                null,
                Actions.NONE,
                false,
                null,
                0,
                false,
                List.of(),
                domain(category, about),
                null);
    }

    private static Opinion byRule(RuleMatch match, Case about) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(new Reason(Reason.Kind.RULE, match.rule().id(), match.evidence(), match.reason()));
        for (Disguise disguise : about.text().disguises()) {
            reasons.add(new Reason(
                    Reason.Kind.INDICATOR,
                    disguise.name().toLowerCase(Locale.ROOT),
                    null,
                    "the text hides behind " + disguise.words()));
        }
        return new Opinion(
                match.rule().category(),
                match.rule().label(),
                1,
                LabelSource.RULE,
                "rule",
                reasons,
                indicators(about),
                match.rule().id(),
                match.rule().action(),
                false,
                null,
                1,
                false,
                List.of(match.evidence()),
                domain(match.rule().category(), about),
                null);
    }

    private static Opinion byLink(LinkVerdict verdict, Case about) {
        Consequence consequence = consequence(about, Categories.named(Categories.SCAM), PHISHING);
        return new Opinion(
                Categories.SCAM,
                PHISHING,
                verdict.score() / PERCENT,
                LabelSource.RULE,
                "links",
                linkReasons(Categories.SCAM, about),
                indicators(about),
                consequence.rule(),
                consequence.action(),
                about.policy().dryRun(),
                null,
                1,
                false,
                List.of(verdict.link().span()),
                verdict.link().domain(),
                null);
    }

    private static Opinion byFlood(Case about) {
        Consequence consequence = consequence(about, Categories.named(Categories.VIOLATION), SPAM);
        List<Reason> reasons = new ArrayList<>();
        for (FloodFinding flood : about.floods()) {
            reasons.add(new Reason(
                    Reason.Kind.FIGURE, "flood_" + flood.kind().name().toLowerCase(Locale.ROOT), null, flood.reason()));
        }
        return new Opinion(
                Categories.VIOLATION,
                SPAM,
                FLOOD,
                LabelSource.RULE,
                "rule",
                reasons,
                indicators(about),
                consequence.rule(),
                consequence.action(),
                about.policy().dryRun(),
                null,
                1,
                false,
                List.of(),
                null,
                null);
    }

    /// What a label leads to on a server.
    private record Consequence(@Nullable String rule, String action) {}

    private static Consequence consequence(Case about, Category category, String label) {
        if (category.polarity(label) == Polarity.PASS) {
            return new Consequence(null, Actions.NONE);
        }
        for (GuildPolicy.Rule rule : about.policy().rulesFor(category.name())) {
            if (rule.label().equals(label)) {
                return new Consequence(rule.id(), rule.action());
            }
        }
        return new Consequence(null, "log"); // no rule of the server speaks of it: people shall look
    }

    private static Reason figure(ModelSaid answer, double threshold) {
        return new Reason(
                Reason.Kind.FIGURE,
                "confidence",
                null,
                answer.version() + " says " + answer.label() + " at " + hundredths(answer.confidence())
                        + "; it acts from " + hundredths(threshold));
    }

    /// A number in [0, 1] with two digits; by hand, because this runs with every message and `String.format` is slow.
    static String hundredths(double share) {
        long hundredths = Math.round(share * PERCENT);
        return hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10;
    }

    private static List<Reason> linkReasons(String category, Case about) {
        List<Reason> reasons = new ArrayList<>();
        if (category.equals(Categories.SCAM)) {
            for (LinkVerdict verdict : about.links()) {
                for (int i = 0; i < verdict.indicators().size(); i++) {
                    reasons.add(new Reason(
                            Reason.Kind.INDICATOR,
                            verdict.indicators().get(i).wireName(),
                            verdict.link().span(),
                            verdict.reasons().get(i)));
                }
            }
        }
        return reasons;
    }

    private static List<String> indicators(Case about) {
        List<String> names = new ArrayList<>();
        about.text().disguises().forEach(d -> names.add(d.name().toLowerCase(Locale.ROOT)));
        about.links()
                .forEach(v ->
                        v.indicators().stream().map(LinkIndicator::wireName).forEach(names::add));
        return names.stream().distinct().toList();
    }

    /// The link that says most about a scam.
    private static @Nullable String domain(String category, Case about) {
        if (!category.equals(Categories.SCAM)) {
            return null;
        }
        return about.links().stream()
                .max((a, b) -> Integer.compare(a.score(), b.score()))
                .map(v -> v.link().domain())
                .orElse(null);
    }

    private static List<Span> evidence(Case about) {
        return about.links().stream()
                .filter(v -> v.score() > 0)
                .map(v -> v.link().span())
                .toList();
    }

    /// Whether another analyser says the opposite: a suspicious link in what passes, only official ones in what does
    /// not, a rule on trial that matches what passes.
    private static boolean disagrees(Category category, boolean acts, Case about) {
        boolean ruleOnTrial = about.rules().matches().stream()
                .anyMatch(m -> m.dryRun() && m.rule().category().equals(category.name()));
        if (!category.name().equals(Categories.SCAM)) {
            return !acts && ruleOnTrial;
        }
        boolean suspicious = about.links().stream().anyMatch(v -> v.level() == LinkVerdict.Level.SUSPICIOUS);
        boolean allOfficial = !about.links().isEmpty()
                && about.links().stream().allMatch(v -> v.level() == LinkVerdict.Level.OFFICIAL);
        return acts ? allOfficial : suspicious || ruleOnTrial;
    }
}

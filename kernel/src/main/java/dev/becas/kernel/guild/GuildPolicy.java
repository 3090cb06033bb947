package dev.becas.kernel.guild;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.content.Provenance;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a server wants, as its admins wrote it in `guilds/<id>.yaml`.
///
/// @param guild the server's id
/// @param name for people
/// @param languages that are spoken there, ISO 639-1
/// @param rules in words, each with what follows from breaking it
/// @param terms words and phrases that decide at once, by auto-rule
/// @param thresholds confidence from which a category's finding acts, by category; [#DEFAULT_THRESHOLD] where missing
/// @param exceptions channels and roles that are left alone
/// @param dataPolicy what may be learned from
/// @param dryRun true: auto-rules of this server only say what they would do
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GuildPolicy(
        String guild,
        @Nullable String name,
        @Nullable List<String> languages,
        List<Rule> rules,
        @Nullable List<TermRule> terms,
        @Nullable Map<String, Double> thresholds,
        @Nullable Exceptions exceptions,
        @Nullable DataPolicy dataPolicy,
        boolean dryRun) {
    /// The confidence from which a finding acts unless the file says otherwise.
    public static final double DEFAULT_THRESHOLD = 0.5;

    public GuildPolicy {
        requireText("guild", guild);
        name = name == null ? guild : name;
        languages = languages == null ? List.of("en") : List.copyOf(languages);
        rules = List.copyOf(required("rules", rules));
        terms = terms == null ? List.of() : List.copyOf(terms);
        thresholds = thresholds == null ? Map.of() : Map.copyOf(thresholds);
        thresholds.forEach(GuildPolicy::checkThreshold);
        requireOwnIds(rules, terms);
        exceptions = exceptions == null ? new Exceptions(null, null, null) : exceptions;
        dataPolicy = dataPolicy == null ? new DataPolicy(Provenance.MESSAGE, null) : dataPolicy;
    }

    /// A server that has written nothing.
    public static GuildPolicy empty(String guild) {
        return new GuildPolicy(guild, null, null, List.of(), null, null, null, null, false);
    }

    /// The rules that speak of `category`.
    public List<Rule> rulesFor(String category) {
        return rules.stream().filter(r -> r.category().equals(category)).toList();
    }

    /// The confidence from which a finding of `category` acts.
    public double threshold(String category) {
        Map<String, Double> known = thresholds == null ? Map.of() : thresholds;
        return known.getOrDefault(category, DEFAULT_THRESHOLD);
    }

    /// Whether texts of this provenance may train models here.
    public boolean mayTrain(Provenance provenance) {
        return provenance != Provenance.MESSAGE || (dataPolicy != null && dataPolicy.permissionReference() != null);
    }

    private static <T> T required(String key, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(key + " must be there but is missing");
        }
        return value;
    }

    private static void requireText(String key, @Nullable String value) {
        if (required(key, value).isBlank()) {
            throw new IllegalArgumentException(key + " must not be empty");
        }
    }

    private static void requireOwnIds(List<Rule> rules, List<TermRule> terms) {
        Set<String> seen = new HashSet<>();
        Stream.concat(rules.stream().map(Rule::id), terms.stream().map(TermRule::id))
                .forEach(id -> {
                    if (!seen.add(id)) {
                        throw new IllegalArgumentException(
                                "a rule's id must be its own in the file but '" + id + "' is there twice");
                    }
                });
    }

    private static void checkThreshold(String category, double threshold) {
        if (Categories.find(category).isEmpty()) {
            throw new IllegalArgumentException(
                    "thresholds." + category + ": there is no category '" + category + "'; they are "
                            + Categories.all().stream().map(Category::name).toList());
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("thresholds." + category + " must be in [0, 1] but was " + threshold);
        }
    }

    /// A rule in words.
    ///
    /// @param id for reasons and reports, unique in the file
    /// @param text what members read, and the model too
    /// @param category whose finding this is
    /// @param label what a breach is called
    /// @param action what follows: `none, log, delete, warn, timeout, kick, ban`
    /// @param topic free, groups rules
    public record Rule(
            String id,
            String text,
            String category,
            String label,
            String action,
            @Nullable String topic) {
        public Rule {
            requireText("id", id);
            requireText("text", text);
            requireText("label", label);
            requireText("action", action);
            Categories.named(category).requireLabel(label);
            Actions.require(action);
        }
    }

    /// Words that decide at once.
    ///
    /// @param terms words or phrases, compared after normalising
    /// @param allowedIn channels where it does not hold
    /// @param dryRun true: only says what it would do
    public record TermRule(
            String id,
            List<String> terms,
            String category,
            String label,
            String action,
            @Nullable List<String> allowedIn,
            boolean dryRun) {
        public TermRule {
            requireText("id", id);
            requireText("label", label);
            requireText("action", action);
            if (required("terms", terms).isEmpty()) {
                throw new IllegalArgumentException("terms of rule " + id + " must not be empty");
            }
            terms = List.copyOf(terms);
            allowedIn = allowedIn == null ? List.of() : List.copyOf(allowedIn);
            Categories.named(category).requireLabel(label);
            Actions.require(action);
        }
    }

    /// What moderation leaves alone.
    public record Exceptions(
            @Nullable List<String> channels,
            @Nullable List<String> roles,
            @Nullable List<String> domains) {
        public Exceptions {
            channels = channels == null ? List.of() : List.copyOf(channels);
            roles = roles == null ? List.of() : List.copyOf(roles);
            domains = domains == null ? List.of() : List.copyOf(domains);
        }
    }

    /// What may be learned from.
    ///
    /// @param provenance of this server's messages
    /// @param permissionReference the recorded permission that unlocks message text for training
    public record DataPolicy(
            Provenance provenance, @Nullable String permissionReference) {}
}

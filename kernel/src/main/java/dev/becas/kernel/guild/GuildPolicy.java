package dev.becas.kernel.guild;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.content.Provenance;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a server wants, as its admins wrote it in `guilds/<id>.yaml`.
///
/// @param guild the server's id
/// @param name for people
/// @param languages that are spoken there, ISO 639-1
/// @param rules in words, each with what follows from breaking it
/// @param terms words and phrases that decide at once, by auto-rule
/// @param topics lists of words and phrases by name, shared by the auto-rules that name them
/// @param links links that decide at once, by auto-rule
/// @param channels what kind of channel each is, one of [#CHANNEL_KINDS] by the channel's id
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
        @Nullable Map<String, List<String>> topics,
        @Nullable List<LinkRule> links,
        @Nullable Map<String, String> channels,
        @Nullable Map<String, Double> thresholds,
        @Nullable Exceptions exceptions,
        @Nullable DataPolicy dataPolicy,
        boolean dryRun) {
    /// The confidence from which a finding acts unless the file says otherwise.
    public static final double DEFAULT_THRESHOLD = 0.5;

    /// What a channel may be; a closed list, because events carry it.
    public static final List<String> CHANNEL_KINDS =
            List.of("general", "support", "announcements", "market", "media", "off_topic", "voice", "bots", "staff");

    public GuildPolicy {
        requireText("guild", guild);
        name = name == null ? guild : name;
        languages = languages == null ? List.of("en") : List.copyOf(languages);
        rules = List.copyOf(required("rules", rules));
        terms = terms == null ? List.of() : List.copyOf(terms);
        thresholds = thresholds == null ? Map.of() : Map.copyOf(thresholds);
        thresholds.forEach(GuildPolicy::checkThreshold);
        topics = topics == null
                ? Map.of()
                : topics.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
        topics.forEach(GuildPolicy::checkTopic);
        terms.forEach(checkTopicsIn(topics.keySet()));
        links = links == null ? List.of() : List.copyOf(links);
        channels = channels == null ? Map.of() : Map.copyOf(channels);
        channels.forEach(GuildPolicy::checkChannel);
        requireOwnIds(rules, terms, links);
        exceptions = exceptions == null ? new Exceptions(null, null, null, false) : exceptions;
        dataPolicy = dataPolicy == null ? new DataPolicy(Provenance.MESSAGE, null) : dataPolicy;
    }

    /// A server that has written nothing.
    public static GuildPolicy empty(String guild) {
        return new GuildPolicy(guild, null, null, List.of(), null, null, null, null, null, null, null, false);
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

    /// The kind of a channel; null where the file does not say.
    public @Nullable String channelKind(String channelId) {
        return channels == null ? null : channels.get(channelId);
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

    /// What every kind of rule says.
    private static void requireFinding(String id, String category, String label, String action) {
        requireText("id", id);
        requireText("label", label);
        requireText("action", action);
        Categories.named(category).requireLabel(label);
        Actions.require(action);
    }

    private static void requireOwnIds(List<Rule> rules, List<TermRule> terms, List<LinkRule> links) {
        Set<String> seen = new HashSet<>();
        List<Stream<String>> ids = List.of(
                rules.stream().map(Rule::id),
                terms.stream().map(TermRule::id),
                links.stream().map(LinkRule::id));
        ids.stream().flatMap(some -> some).forEach(id -> {
            if (!seen.add(id)) {
                throw new IllegalArgumentException(
                        "a rule's id must be its own in the file but '" + id + "' is there twice");
            }
        });
    }

    private static void checkTopic(String topic, List<String> words) {
        if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("topics." + topic + " must be a list of words but was " + words);
        }
    }

    private static Consumer<TermRule> checkTopicsIn(Set<String> known) {
        return rule -> {
            for (String topic : rule.topics() == null ? List.<String>of() : rule.topics()) {
                if (!known.contains(topic)) {
                    throw new IllegalArgumentException("topics of rule " + rule.id() + " must be lists under topics, "
                            + known.stream().sorted().toList() + ", but one was '" + topic + "'");
                }
            }
        };
    }

    private static void checkChannel(String channel, String kind) {
        if (!CHANNEL_KINDS.contains(kind)) {
            throw new IllegalArgumentException(
                    "channels." + channel + " must be one of " + CHANNEL_KINDS + " but was '" + kind + "'");
        }
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
            requireText("text", text);
            requireFinding(id, category, label, action);
        }
    }

    /// Words that decide at once.
    ///
    /// @param terms words or phrases, compared after normalising; may be missing where there are topics
    /// @param topics names of lists under `topics` whose words count as well
    /// @param allowedIn channels where it does not hold
    /// @param dryRun true: only says what it would do
    public record TermRule(
            String id,
            @Nullable List<String> terms,
            @Nullable List<String> topics,
            String category,
            String label,
            String action,
            @Nullable List<String> allowedIn,
            boolean dryRun) {
        public TermRule {
            requireFinding(id, category, label, action);
            topics = topics == null ? List.of() : List.copyOf(topics);
            terms = terms == null && !topics.isEmpty() ? List.of() : List.copyOf(required("terms", terms));
            if (terms.isEmpty() && topics.isEmpty()) {
                throw new IllegalArgumentException("terms of rule " + id + " must not be empty");
            }
            allowedIn = allowedIn == null ? List.of() : List.copyOf(allowedIn);
        }
    }

    /// Links that decide at once.
    ///
    /// @param deny domains, each with all below it; [#EVERY_DOMAIN] is all there are
    /// @param allow domains for which it does not hold
    /// @param invites whether invitations to other Discord servers count as well
    /// @param allowedIn channels where it does not hold
    /// @param dryRun true: only says what it would do
    public record LinkRule(
            String id,
            @Nullable List<String> deny,
            @Nullable List<String> allow,
            boolean invites,
            String category,
            String label,
            String action,
            @Nullable List<String> allowedIn,
            boolean dryRun) {
        /// Denies every link.
        public static final String EVERY_DOMAIN = "*";

        public LinkRule {
            requireFinding(id, category, label, action);
            deny = deny == null ? List.of() : List.copyOf(deny);
            allow = allow == null ? List.of() : List.copyOf(allow);
            if (deny.isEmpty() && !invites) {
                throw new IllegalArgumentException("rule " + id + " must have domains under deny, or invites: true");
            }
            requireDomains(
                    "deny of rule " + id,
                    deny.stream().filter(d -> !d.equals(EVERY_DOMAIN)).toList());
            requireDomains("allow of rule " + id, allow);
            allowedIn = allowedIn == null ? List.of() : List.copyOf(allowedIn);
        }
    }

    private static void requireDomains(String key, List<String> domains) {
        for (String domain : domains) {
            boolean name = domain.indexOf('.') > 0
                    && !domain.endsWith(".")
                    && domain.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '.');
            if (!name) {
                throw new IllegalArgumentException(
                        key + " must hold names such as example.org but had '" + domain + "'");
            }
        }
    }

    /// What moderation leaves alone.
    ///
    /// @param domains whose links are left alone, each with all below it; words inside such a link as well
    /// @param quotedText whether words that somebody quotes are left alone by auto-rules
    public record Exceptions(
            @Nullable List<String> channels,
            @Nullable List<String> roles,
            @Nullable List<String> domains,
            boolean quotedText) {
        public Exceptions {
            channels = channels == null ? List.of() : List.copyOf(channels);
            roles = roles == null ? List.of() : List.copyOf(roles);
            domains = domains == null ? List.of() : List.copyOf(domains);
            requireDomains("exceptions.domains", domains);
        }
    }

    /// What may be learned from.
    ///
    /// @param provenance of this server's messages
    /// @param permissionReference the recorded permission that unlocks message text for training
    public record DataPolicy(
            Provenance provenance, @Nullable String permissionReference) {}
}

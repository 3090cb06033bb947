package dev.becas.bot.moderation;

import dev.becas.bot.moderation.rules.AutoRule;
import dev.becas.bot.moderation.rules.AutoRules;
import dev.becas.bot.moderation.rules.LinkCondition;
import dev.becas.bot.moderation.rules.RuleExceptions;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.guild.GuildPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The auto-rules of each server's policy, compiled when a version is first met. A rule that cannot be compiled is
/// named in the log and left out; the others hold.
final class GuildRules {
    private static final Logger LOG = LoggerFactory.getLogger(GuildRules.class);

    private final Map<String, Compiled> byGuild = new ConcurrentHashMap<>();

    /// A version of a server's policy with its rules ready.
    ///
    /// @param trustedDomains whose links are left alone
    record Compiled(int version, GuildPolicy policy, AutoRules rules, Set<String> trustedDomains) {}

    Compiled of(String guildId, GuildPolicies policies) {
        GuildPolicies.Versioned now = policies.of(guildId);
        Compiled known = byGuild.get(guildId);
        if (known != null && known.version() == now.version()) {
            return known;
        }
        Compiled compiled = compiled(now.version(), now.policy());
        byGuild.put(guildId, compiled);
        return compiled;
    }

    static Compiled compiled(int version, GuildPolicy policy) {
        Set<String> trusted = exceptions(policy, List.of(), List.of()).allowedDomains();
        return new Compiled(version, policy, autoRules(policy), trusted);
    }

    private static AutoRules autoRules(GuildPolicy policy) {
        Map<String, List<String>> topics = policy.topics() == null ? Map.of() : policy.topics();
        List<Supplier<AutoRule>> written = new ArrayList<>();
        orEmpty(policy.terms()).forEach(rule -> written.add(() -> autoRule(policy, rule)));
        orEmpty(policy.links()).forEach(rule -> written.add(() -> autoRule(policy, rule)));
        List<AutoRule> usable = new ArrayList<>();
        int terms = 0;
        for (Supplier<AutoRule> rule : written) {
            try {
                AutoRule compiled = rule.get();
                AutoRules.compile(List.of(compiled), topics);
                terms += termCount(compiled, topics);
                if (terms > AutoRules.TERMS_MAX) {
                    throw new IllegalArgumentException("rule " + compiled.id() + " brings the terms to " + terms
                            + ", and a server may have " + AutoRules.TERMS_MAX);
                }
                usable.add(compiled);
            } catch (IllegalArgumentException e) {
                LOG.error("server {}: {}; this auto-rule is left out", policy.guild(), e.getMessage());
            }
        }
        return AutoRules.compile(usable, topics);
    }

    private static int termCount(AutoRule rule, Map<String, List<String>> topics) {
        int count = rule.terms().size();
        for (String topic : rule.topics()) {
            count += topics.getOrDefault(topic, List.of()).size();
        }
        return count;
    }

    private static AutoRule autoRule(GuildPolicy policy, GuildPolicy.TermRule rule) {
        return new AutoRule(
                rule.id(),
                rule.category(),
                rule.label(),
                rule.action(),
                orEmpty(rule.terms()),
                Set.copyOf(orEmpty(rule.topics())),
                LinkCondition.NONE,
                exceptions(policy, orEmpty(rule.allowedIn()), List.of()),
                rule.dryRun() || policy.dryRun());
    }

    private static AutoRule autoRule(GuildPolicy policy, GuildPolicy.LinkRule rule) {
        Set<String> denied = new HashSet<>(orEmpty(rule.deny()));
        boolean every = denied.remove(GuildPolicy.LinkRule.EVERY_DOMAIN);
        return new AutoRule(
                rule.id(),
                rule.category(),
                rule.label(),
                rule.action(),
                List.of(),
                Set.of(),
                new LinkCondition(every, denied, rule.invites()),
                exceptions(policy, orEmpty(rule.allowedIn()), orEmpty(rule.allow())),
                rule.dryRun() || policy.dryRun());
    }

    private static RuleExceptions exceptions(GuildPolicy policy, List<String> channels, List<String> domains) {
        GuildPolicy.Exceptions everywhere = policy.exceptions();
        if (everywhere == null) {
            return new RuleExceptions(Set.copyOf(channels), Set.of(), false, Set.copyOf(domains));
        }
        Set<String> allowed = new HashSet<>(domains);
        allowed.addAll(orEmpty(everywhere.domains()));
        return new RuleExceptions(
                Set.copyOf(channels), Set.copyOf(orEmpty(everywhere.roles())), everywhere.quotedText(), allowed);
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}

package dev.becas.bot.moderation;

import dev.becas.bot.moderation.rules.AutoRule;
import dev.becas.bot.moderation.rules.AutoRules;
import dev.becas.bot.moderation.rules.RuleExceptions;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.guild.GuildPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The auto-rules of each server's policy, compiled when a version is first met. A rule that cannot be compiled is
/// named in the log and left out; the others hold.
final class GuildRules {
    private static final Logger LOG = LoggerFactory.getLogger(GuildRules.class);

    private final Map<String, Compiled> byGuild = new ConcurrentHashMap<>();

    /// A version of a server's policy with its rules ready.
    record Compiled(int version, GuildPolicy policy, AutoRules rules) {}

    Compiled of(String guildId, GuildPolicies policies) {
        GuildPolicies.Versioned now = policies.of(guildId);
        Compiled known = byGuild.get(guildId);
        if (known != null && known.version() == now.version()) {
            return known;
        }
        Compiled compiled = new Compiled(now.version(), now.policy(), compile(now.policy()));
        byGuild.put(guildId, compiled);
        return compiled;
    }

    private static AutoRules compile(GuildPolicy policy) {
        List<AutoRule> usable = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (GuildPolicy.TermRule rule : orEmpty(policy.terms())) {
            try {
                AutoRule compiled = autoRule(policy, rule);
                AutoRules.compile(List.of(compiled), Map.of());
                if (!ids.add(rule.id())) {
                    throw new IllegalArgumentException("rule id must be unique but \"" + rule.id() + "\" stands twice");
                }
                usable.add(compiled);
            } catch (IllegalArgumentException e) {
                LOG.error("server {}: {}; this auto-rule is left out", policy.guild(), e.getMessage());
            }
        }
        return AutoRules.compile(usable, Map.of());
    }

    private static AutoRule autoRule(GuildPolicy policy, GuildPolicy.TermRule rule) {
        GuildPolicy.Exceptions exceptions = policy.exceptions();
        List<String> roles = exceptions == null ? List.of() : orEmpty(exceptions.roles());
        List<String> domains = exceptions == null ? List.of() : orEmpty(exceptions.domains());
        RuleExceptions leftAlone = new RuleExceptions(
                Set.copyOf(orEmpty(rule.allowedIn())), Set.copyOf(roles), false, Set.copyOf(domains));
        return new AutoRule(
                rule.id(),
                rule.category(),
                rule.label(),
                rule.action(),
                rule.terms(),
                Set.of(),
                false,
                leftAlone,
                rule.dryRun() || policy.dryRun());
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}

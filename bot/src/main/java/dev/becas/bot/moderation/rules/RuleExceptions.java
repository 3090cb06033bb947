package dev.becas.bot.moderation.rules;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Where a rule does not hold.
///
/// @param channels channels in which it is silent
/// @param roles roles whose members it leaves alone
/// @param quotedText whether quotations, block quotes and code are left alone
/// @param allowedDomains domains whose links and those below them, and terms inside such links, are left alone
public record RuleExceptions(Set<String> channels, Set<String> roles, boolean quotedText, Set<String> allowedDomains) {
    public static final RuleExceptions NONE = new RuleExceptions(Set.of(), Set.of(), false, Set.of());

    public RuleExceptions {
        channels = Set.copyOf(channels);
        roles = Set.copyOf(roles);
        allowedDomains =
                allowedDomains.stream().map(d -> d.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}

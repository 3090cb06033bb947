package dev.becas.bot.moderation.rules;

import dev.becas.bot.moderation.links.Link;
import dev.becas.bot.moderation.text.Spans;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which links a rule looks for.
///
/// @param any every link
/// @param domains links to these domains and all below them
/// @param invites invitations to Discord servers
public record LinkCondition(boolean any, Set<String> domains, boolean invites) {
    /// No link.
    public static final LinkCondition NONE = new LinkCondition(false, Set.of(), false);
    /// Every link.
    public static final LinkCondition ANY = new LinkCondition(true, Set.of(), false);

    private static final Set<String> INVITE_HOSTS = Set.of("discord.gg");
    private static final Set<String> INVITE_PATH_HOSTS = Set.of("discord.com", "discordapp.com");

    public LinkCondition {
        domains = domains.stream().map(d -> d.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    boolean isNone() {
        return !any && !invites && domains.isEmpty();
    }

    /// What a link is to this condition, for a reason; empty when it is nothing.
    String seen(Link link, String content) {
        if (invites && isInvite(link, content)) {
            return "an invitation to a server by " + link.domain();
        }
        return any || link.isBelow(domains) ? "a link to " + link.domain() : "";
    }

    private static boolean isInvite(Link link, String content) {
        return link.isBelow(INVITE_HOSTS)
                || (link.isBelow(INVITE_PATH_HOSTS)
                        && Spans.textOf(link.span(), content)
                                .toLowerCase(Locale.ROOT)
                                .contains("/invite/"));
    }
}

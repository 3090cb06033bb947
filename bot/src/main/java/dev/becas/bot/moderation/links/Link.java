package dev.becas.bot.moderation.links;

import dev.becas.kernel.flow.Span;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// A link as it stands in a content.
///
/// @param span the whole of it, path included
/// @param host the host in ASCII (punycode), small letters, without port
/// @param domain the registrable domain; for an address of numbers the host itself
/// @param bare whether it was written without `http`
/// @param shownDomain the registrable domain that a masked link shows instead of its own, or empty
/// @param indicators what the way of writing alone tells
public record Link(
        Span span, String host, String domain, boolean bare, String shownDomain, Set<LinkIndicator> indicators) {
    public Link {
        EnumSet<LinkIndicator> copy = EnumSet.noneOf(LinkIndicator.class);
        copy.addAll(indicators);
        indicators = Collections.unmodifiableSet(copy);
    }

    /// Whether its host is one of these domains or below one.
    public boolean isBelow(Set<String> domains) {
        boolean below = domains.contains(host);
        for (int dot = host.indexOf('.'); dot >= 0 && !below; dot = host.indexOf('.', dot + 1)) {
            below = domains.contains(host.substring(dot + 1));
        }
        return below;
    }
}

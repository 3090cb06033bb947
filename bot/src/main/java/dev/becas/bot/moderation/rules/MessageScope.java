package dev.becas.bot.moderation.rules;

import java.util.Set;

/// Where a message was said and as what its author: what exceptions ask about.
public record MessageScope(String channel, Set<String> roles) {
    public MessageScope {
        roles = Set.copyOf(roles);
    }
}

package dev.becas.datasets;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What somebody is about to say, on which server, and which rule it breaks there, if any.
///
/// @param guildIndex place of the server among the conversation's servers
/// @param text as typed, with slips and tricks
/// @param rule the rule it breaks, or null
record Sentence(
        int guildIndex,
        Guild guild,
        Family family,
        String text,
        @Nullable Rule rule) {

    boolean isOffence() {
        return rule != null;
    }

    Optional<Rule> brokenRule() {
        return Optional.ofNullable(rule);
    }

    String label() {
        return rule == null ? family.category().passLabel() : rule.label();
    }
}

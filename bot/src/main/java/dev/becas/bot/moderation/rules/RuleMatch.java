package dev.becas.bot.moderation.rules;

import dev.becas.kernel.flow.Span;

/// A rule that matched, and why.
///
/// @param evidence the first place in the content where it did
/// @param reason the rule, the place and the disguise or exception; holds nothing that a member typed
public record RuleMatch(AutoRule rule, Span evidence, String reason) {
    /// Whether the match is only noted.
    public boolean dryRun() {
        return rule.dryRun();
    }
}

package dev.becas.bot.moderation.rules;

import dev.becas.kernel.guild.Actions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a guild's rules say about one message: at most one entry a rule, in the order of the rules.
///
/// @param matches rules that hold, dry runs included
/// @param excepted rules that would hold but for an exception, which the reason names
public record RuleFindings(List<RuleMatch> matches, List<RuleMatch> excepted) {
    public static final RuleFindings NONE = new RuleFindings(List.of(), List.of());

    public RuleFindings {
        matches = List.copyOf(matches);
        excepted = List.copyOf(excepted);
    }

    /// The match that asks for most, dry runs left out; the first of several.
    public Optional<RuleMatch> strongest() {
        Comparator<RuleMatch> byAction = Comparator.comparingInt(
                match -> Actions.all().indexOf(match.rule().action()));
        return matches.stream().filter(match -> !match.dryRun()).reduce((a, b) -> byAction.compare(b, a) > 0 ? b : a);
    }
}

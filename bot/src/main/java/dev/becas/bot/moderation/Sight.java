package dev.becas.bot.moderation;

import dev.becas.bot.moderation.links.Link;
import dev.becas.bot.moderation.links.LinkAnalyser;
import dev.becas.bot.moderation.links.LinkScanner;
import dev.becas.bot.moderation.links.LinkVerdict;
import dev.becas.bot.moderation.rules.MessageScope;
import dev.becas.bot.moderation.rules.RuleFindings;
import dev.becas.bot.moderation.text.NormalizedText;
import java.util.List;
import java.util.Set;

/// What a server's auto-rules and the link analyser see of a text.
record Sight(RuleFindings rules, List<LinkVerdict> links) {

    static Sight of(NormalizedText text, String channelId, GuildRules.Compiled compiled, LinkAnalyser analyser) {
        List<Link> found = LinkScanner.scan(text);
        List<LinkVerdict> verdicts = analyser.analyse(judged(found, compiled.trustedDomains()));
        return new Sight(compiled.rules().match(text, found, new MessageScope(channelId, Set.of())), verdicts);
    }

    /// The links that the server has not said to leave alone.
    private static List<Link> judged(List<Link> found, Set<String> trusted) {
        return trusted.isEmpty()
                ? found
                : found.stream().filter(link -> !link.isBelow(trusted)).toList();
    }
}

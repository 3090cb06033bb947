package dev.becas.bot.moderation;

import dev.becas.bot.moderation.links.LinkVerdict;
import dev.becas.bot.moderation.rules.FloodFinding;
import dev.becas.bot.moderation.rules.RuleFindings;
import dev.becas.bot.moderation.text.NormalizedText;
import dev.becas.kernel.guild.GuildPolicy;
import dev.becas.kernel.prompt.PromptField;
import java.util.List;

/// All that is known of a message before a model is asked.
///
/// @param policyVersion of the policy in force
/// @param fields the prompt's lines about the circumstances
/// @param precedingMessages of the author that the flood windows hold
record Case(
        Message message,
        NormalizedText text,
        GuildPolicy policy,
        int policyVersion,
        RuleFindings rules,
        List<LinkVerdict> links,
        List<FloodFinding> floods,
        AuthorState author,
        List<PromptField> fields,
        int precedingMessages) {
    Case {
        links = List.copyOf(links);
        floods = List.copyOf(floods);
        fields = List.copyOf(fields);
    }
}

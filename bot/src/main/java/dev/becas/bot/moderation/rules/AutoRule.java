package dev.becas.bot.moderation.rules;

import dev.becas.kernel.guild.Actions;
import java.util.List;
import java.util.Set;

/// A deterministic rule of a guild.
///
/// A term is one word or several, matched as whole words in the folded view, so that its disguises match too. A `*` at
/// an end lets the word go on there: `scam*`, `*coin`. There are no regular expressions: a rule must cost nothing
/// whatever is typed.
///
/// @param id how reasons name it
/// @param category the category it decides, such as `scam_detection`
/// @param label the label it gives
/// @param action what it asks for, as [dev.becas.kernel.guild.Actions] has it
/// @param terms what it looks for
/// @param topics names of term lists that it looks for as well
/// @param links which links match, those to allowed domains apart
/// @param dryRun whether its matches are only noted
public record AutoRule(
        String id,
        String category,
        String label,
        String action,
        List<String> terms,
        Set<String> topics,
        LinkCondition links,
        RuleExceptions exceptions,
        boolean dryRun) {
    /// Terms of one rule, topic lists not counted.
    public static final int TERMS_MAX = 2_000;

    private static final int ID_CHARS_MAX = 64;

    public AutoRule {
        if (id.isBlank() || id.length() > ID_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "rule id must have 1 to " + ID_CHARS_MAX + " characters but was \"" + id + "\"");
        }
        Actions.require(action);
        if (category.isBlank() || label.isBlank()) {
            throw new IllegalArgumentException("rule " + id + " must name a category and a label");
        }
        terms = List.copyOf(terms);
        topics = Set.copyOf(topics);
        if (terms.isEmpty() && topics.isEmpty() && links.isNone()) {
            throw new IllegalArgumentException("rule " + id + " must have terms, topics or links to look for");
        }
        if (terms.size() > TERMS_MAX) {
            throw new IllegalArgumentException(
                    "rule " + id + " must have at most " + TERMS_MAX + " terms but has " + terms.size());
        }
    }
}

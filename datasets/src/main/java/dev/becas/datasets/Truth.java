package dev.becas.datasets;

import java.util.List;

/// One line of `moderators.jsonl`: what a moderator who looks at the message answers, and how long that takes.
record Truth(
        String messageId,
        String guild,
        String category,
        String label,
        String action,
        String reason,
        String moderator,
        long afterSeconds) {

    private static final int MODERATORS_PER_GUILD = 3;
    /// Half of the answers come within seven minutes, one in a hundred takes more than three hours.
    private static final double AFTER_MU = 6;

    private static final double AFTER_SIGMA = 1.5;

    private static final List<String> BREACH = List.of(
            "Breaks %s: %s", "This is against %s, which says: %s", "Clear case of %s. %s", "Removed under %s: %s");

    static Truth of(String messageId, Sentence sentence, Dice dice) {
        String guild = sentence.guild().id();
        return new Truth(
                messageId,
                guild,
                sentence.family().category().wireName(),
                sentence.label(),
                sentence.brokenRule().map(Rule::action).orElse("none"),
                reason(sentence, dice),
                guild + "-mod" + dice.below(MODERATORS_PER_GUILD),
                Math.round(dice.logNormal(AFTER_MU, AFTER_SIGMA)));
    }

    private static String reason(Sentence sentence, Dice dice) {
        Rule rule = sentence.rule();
        String server = sentence.guild().name();
        if (rule != null) {
            return String.format(dice.pick(BREACH), "rule " + rule.id(), rule.text());
        }
        if (sentence.family().hasTopic()) {
            return "No rule of " + server + " is against " + sentence.family().topic() + ", so this may stay.";
        }
        if (sentence.family().hard()) {
            return "Only looks bad: a joke, a quote, a warning or an honest link; no rule of " + server + " is broken.";
        }
        return "Plain chat that breaks no rule of " + server + ".";
    }
}

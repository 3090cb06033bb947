package dev.becas.bot.trial;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a policy would decide of a server's messages of the last days.
///
/// messages = same + changed + unknown + textGone + undecided; what was decided then and would be now is counted by
/// action for the first three.
///
/// @param from null where the store holds no message of the server
/// @param unknown decided by a rule then and by none now, so that it hangs on a model that was not asked
/// @param textGone erased, or emptied when their time was over
/// @param undecided waiting for their decision
/// @param underOtherRules where a model's answer was weighed that was given under other rules in words
/// @param changes the first [#CHANGES_MAX], in the order of handling
public record TrialReport(
        String guild,
        int days,
        @Nullable Instant from,
        @Nullable Instant until,
        long messages,
        long same,
        long changed,
        long unknown,
        long textGone,
        long undecided,
        long underOtherRules,
        Map<String, Long> then,
        Map<String, Long> now,
        List<Change> changes) {
    /// How many changes are kept: enough to read, and no answer grows with the store.
    public static final int CHANGES_MAX = 1_000;

    static final String UNKNOWN = "unknown";
    private static final int CHANGES_TOLD = 20;

    public TrialReport {
        if (messages != same + changed + unknown + textGone + undecided) {
            throw new IllegalArgumentException("messages must be the sum of what became of them but was " + messages);
        }
        then = new TreeMap<>(then);
        now = new TreeMap<>(now);
        changes = List.copyOf(changes);
    }

    static TrialReport nothing(String guild, int days) {
        return new TrialReport(guild, days, null, null, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), List.of());
    }

    /// A decision of then or now.
    ///
    /// @param dryRun whether it is only said
    /// @param by as in `message.decided`
    public record Decision(
            String category, String label, String action, boolean dryRun, String by, List<String> because) {
        public Decision {
            because = List.copyOf(because);
        }

        String outcome() {
            return dryRun ? action + " (dry run)" : action;
        }

        boolean isLike(Decision other) {
            return category.equals(other.category)
                    && label.equals(other.label)
                    && outcome().equals(other.outcome());
        }

        private String sentence() {
            String why = because.isEmpty() ? "" : ": " + because.getFirst();
            return label + ", " + outcome() + " (" + by + why + ")";
        }
    }

    /// A message that would be decided otherwise.
    ///
    /// @param at of its decision
    public record Change(String messageId, String channelId, Instant at, Decision then, Decision now) {
        private String sentence() {
            return messageId + " in " + channelId + " at " + at + ": then " + then.sentence() + "; now "
                    + now.sentence();
        }
    }

    /// The same in sentences.
    public String text() {
        if (from == null) {
            return "  the store holds no message of guild '" + guild + "' to judge by it";
        }
        StringBuilder text = new StringBuilder();
        text.append("  the ")
                .append(days)
                .append(" days from ")
                .append(from)
                .append(" to ")
                .append(until);
        line(
                text,
                messages + " messages = " + same + " as before + " + changed + " otherwise + " + unknown
                        + " not known + " + textGone + " without their text + " + undecided + " not decided yet");
        TreeSet<String> outcomes = new TreeSet<>(then.keySet());
        outcomes.addAll(now.keySet());
        for (String outcome : outcomes) {
            line(
                    text,
                    "%-18s then %6d, now %6d"
                            .formatted(outcome, then.getOrDefault(outcome, 0L), now.getOrDefault(outcome, 0L)));
        }
        line(
                text,
                "no model was asked: what models said is what they said then"
                        + (underOtherRules == 0
                                ? ""
                                : "; of " + underOtherRules + " messages under other rules in words, where it may be"
                                        + " different now"));
        if (unknown > 0) {
            line(text, "not known: a rule decided then and none does now, and no model was asked then");
        }
        changes.stream().limit(CHANGES_TOLD).forEach(change -> line(text, change.sentence()));
        if (changed > CHANGES_TOLD) {
            line(text, "and " + (changed - CHANGES_TOLD) + " more; --json has the first " + CHANGES_MAX);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String sentence) {
        text.append("\n  ").append(sentence);
    }
}

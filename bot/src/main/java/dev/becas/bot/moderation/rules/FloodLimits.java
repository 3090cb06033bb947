package dev.becas.bot.moderation.rules;

import java.time.Duration;

/// How much one author may say, in message time. A count that reaches its limit within its window is a finding.
///
/// @param messages messages within `messagesWithin`
/// @param mentions people, roles and channels called within `mentionsWithin`
/// @param duplicates equal messages within `duplicatesWithin`
public record FloodLimits(
        int messages,
        Duration messagesWithin,
        int mentions,
        Duration mentionsWithin,
        int duplicates,
        Duration duplicatesWithin) {
    public static final FloodLimits DEFAULT =
            new FloodLimits(8, Duration.ofSeconds(10), 8, Duration.ofSeconds(60), 4, Duration.ofSeconds(120));

    public FloodLimits {
        check("messages", messages, messagesWithin);
        check("mentions", mentions, mentionsWithin);
        check("duplicates", duplicates, duplicatesWithin);
    }

    /// The longest of the windows: what must be read again after a restart.
    public Duration longest() {
        Duration longest = messagesWithin.compareTo(mentionsWithin) > 0 ? messagesWithin : mentionsWithin;
        return longest.compareTo(duplicatesWithin) > 0 ? longest : duplicatesWithin;
    }

    private static void check(String name, int limit, Duration within) {
        if (limit < 2 || limit > FloodDetector.POSTINGS_MAX) {
            throw new IllegalArgumentException(
                    "flood " + name + " must be in [2, " + FloodDetector.POSTINGS_MAX + "] but was " + limit);
        }
        if (within.isNegative() || within.isZero() || within.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("flood " + name + "Within must be in (0, 1 h] but was " + within);
        }
    }
}

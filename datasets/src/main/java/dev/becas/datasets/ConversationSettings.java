package dev.becas.datasets;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// What a generated conversation is made from. One settings record gives one conversation, byte for byte, on any
/// machine.
///
/// @param seed the only source of chance
/// @param messages how many messages, in [1, 5000000]
/// @param guilds how many servers, in [1, 8]; neighbours have different rules
/// @param days length in days of conversation time, in [0.01, 3650]
/// @param start when the conversation begins
/// @param violationShare share of messages that break a rule other than the scam rules, in [0, 0.35]
/// @param scamShare share of messages that are scams, in [0, 0.35]
/// @param withUnseen whether the unseen families of sentences take part, which is so for evaluation only
public record ConversationSettings(
        long seed,
        int messages,
        int guilds,
        double days,
        Instant start,
        double violationShare,
        double scamShare,
        boolean withUnseen) {

    /// Enough to fill a training set a hundred times over; ids have seven digits.
    public static final int MESSAGES_MAX = 5_000_000;
    /// As many servers as `guilds.yaml` describes.
    public static final int GUILDS_MAX = 8;
    /// Beyond this share of trouble there is no room left for the harmless sentences that look like it.
    public static final double SHARE_MAX = 0.35;

    private static final double DAYS_MIN = 0.01;
    private static final double DAYS_MAX = 3650;

    public ConversationSettings {
        requireWithin("messages", messages, 1, MESSAGES_MAX);
        requireWithin("guilds", guilds, 1, GUILDS_MAX);
        requireWithin("days", days, DAYS_MIN, DAYS_MAX);
        requireWithin("violationShare", violationShare, 0, SHARE_MAX);
        requireWithin("scamShare", scamShare, 0, SHARE_MAX);
    }

    /// The demo's conversation: 40,000 messages in 50 days on four servers of a rough neighbourhood.
    public static ConversationSettings defaults() {
        return new ConversationSettings(7, 40_000, 4, 50, Instant.parse("2026-01-05T08:00:00Z"), 0.12, 0.09, false);
    }

    public ConversationSettings withSeed(long other) {
        return new ConversationSettings(other, messages, guilds, days, start, violationShare, scamShare, withUnseen);
    }

    public ConversationSettings withMessages(int other) {
        return new ConversationSettings(seed, other, guilds, days, start, violationShare, scamShare, withUnseen);
    }

    public ConversationSettings withGuilds(int other) {
        return new ConversationSettings(seed, messages, other, days, start, violationShare, scamShare, withUnseen);
    }

    public ConversationSettings withDays(double other) {
        return new ConversationSettings(seed, messages, guilds, other, start, violationShare, scamShare, withUnseen);
    }

    public ConversationSettings withShares(double violation, double scam) {
        return new ConversationSettings(seed, messages, guilds, days, start, violation, scam, withUnseen);
    }

    /// The evaluation conversation that belongs to this one: later, another seed, other people and message ids, and
    /// with the families of sentences that neither stock text nor any training conversation holds.
    public ConversationSettings unseen() {
        Instant later =
                start.plus(Duration.ofMillis((long) (days * Duration.ofDays(1).toMillis())));
        long otherSeed = Dice.mix(seed);
        return new ConversationSettings(otherSeed, messages, guilds, days, later, violationShare, scamShare, true);
    }

    private static void requireWithin(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "] but was " + value);
        }
    }

    private static void requireWithin(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    name + " must be in [" + plain(low) + ", " + plain(high) + "] but was " + plain(value));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}

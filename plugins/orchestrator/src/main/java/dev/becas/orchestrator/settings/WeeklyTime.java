package dev.becas.orchestrator.settings;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/// A time of the week in UTC: `Sunday 03:00`.
public record WeeklyTime(DayOfWeek day, LocalTime time) {
    /// Reads a day's English name and a time.
    ///
    /// @throws IllegalArgumentException naming the rule and the value
    public static WeeklyTime parse(String text) {
        String[] words = text.strip().split("\\s+");
        try {
            if (words.length == 2) {
                return new WeeklyTime(DayOfWeek.valueOf(words[0].toUpperCase(Locale.ROOT)), LocalTime.parse(words[1]));
            }
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IllegalArgumentException(wrong(text), e);
        }
        throw new IllegalArgumentException(wrong(text));
    }

    /// The last such time that is not after `at`.
    public Instant lastUntil(Instant at) {
        ZonedDateTime now = at.atZone(ZoneOffset.UTC);
        ZonedDateTime candidate =
                now.with(TemporalAdjusters.previousOrSame(day)).with(time);
        return (candidate.isAfter(now) ? candidate.minusWeeks(1) : candidate).toInstant();
    }

    private static String wrong(String text) {
        return "weekly must be a day and a time such as 'Sunday 03:00' but was '" + text + "'";
    }
}

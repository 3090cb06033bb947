package dev.becas.bot.moderation;

import java.time.Duration;
import java.time.Instant;

/// What is known of an author on a server, as of an instant of the conversation. Whole numbers, so that it is the same
/// on every machine.
///
/// @param trust hundredths of a point in [0, 10000]; drifts back to the middle by a point a day
/// @param messages that were judged
/// @param cases findings about them that were not taken back
record AuthorState(int trust, int messages, int cases, Instant at) {
    static final int TRUST_MAX = 10_000;
    static final int TRUST_START = 5_000;
    /// Below this an author counts as little trusted.
    static final int TRUST_LOW = 3_500;

    private static final int HUNDREDTHS = 100;
    private static final int DRIFT_PER_DAY = 100;
    private static final int CLEAN_MESSAGE = 5;
    private static final int CASE = 500;
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    static AuthorState unknown(Instant at) {
        return new AuthorState(TRUST_START, 0, 0, at);
    }

    /// The same, drifted to a later instant.
    AuthorState asOf(Instant now) {
        long drift = Math.max(0, Duration.between(at, now).toMillis()) * DRIFT_PER_DAY / DAY_MS;
        if (drift == 0) {
            return this; // keeps `at`, so that many short steps drift as one long one
        }
        int middle = TRUST_START;
        long drifted = trust > middle ? Math.max(middle, trust - drift) : Math.min(middle, trust + drift);
        return new AuthorState((int) drifted, messages, cases, now);
    }

    AuthorState afterMessage() {
        return new AuthorState(Math.min(TRUST_MAX, trust + CLEAN_MESSAGE), messages + 1, cases, at);
    }

    AuthorState afterCase(int severity) {
        return new AuthorState(Math.max(0, trust - CASE * severity), messages + 1, cases + 1, at);
    }

    /// A person found a case that the pipeline had missed.
    AuthorState afterMissedCase(int severity) {
        return new AuthorState(Math.max(0, trust - CASE * Math.max(1, severity)), messages, cases + 1, at);
    }

    /// A person took a case back.
    AuthorState afterFalseAlarm() {
        return new AuthorState(Math.min(TRUST_MAX, trust + CASE), messages, Math.max(0, cases - 1), at);
    }

    boolean isKnown() {
        return messages > 0;
    }

    boolean isLittleTrusted() {
        return trust < TRUST_LOW;
    }

    /// In whole points, 0 to 100.
    int trustPoints() {
        return trust / HUNDREDTHS;
    }
}

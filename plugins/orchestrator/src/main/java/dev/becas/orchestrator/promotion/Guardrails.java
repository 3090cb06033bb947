package dev.becas.orchestrator.promotion;

import dev.becas.orchestrator.watch.Count;
import dev.becas.orchestrator.watch.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What takes a version back by itself: it does not answer, or people correct it more often than the version before.
/// Looked at again and again while a version goes out, so the level of a false alarm is one in a thousand a look.
public final class Guardrails {
    private static final double P_MAX = 0.001;
    private static final long ASKED_MIN = 20;
    private static final Duration BASELINE = Duration.ofDays(7);

    private final double errorRateMax;

    /// @param errorRateMax the largest share of requests that a version may leave unanswered
    public Guardrails(double errorRateMax) {
        this.errorRateMax = errorRateMax;
    }

    /// The sentence of the first guardrail that a version violates.
    ///
    /// @param before the version it is compared with
    /// @param began when the first share went to it
    public Optional<String> violated(Handle sql, String version, String before, Instant began, Instant now) {
        Instant end = now.plus(Counts.BUCKET);
        Instant from = began.minus(Counts.BUCKET);
        Figures candidate = Figures.of(sql, version, from, end);
        Figures baseline = Figures.of(sql, before, began.minus(BASELINE), end);
        return unanswered(version, candidate)
                .or(() -> worse(
                        "false alarms",
                        version,
                        before,
                        candidate.falseAlarms(),
                        candidate.acted(),
                        baseline.falseAlarms(),
                        baseline.acted()))
                .or(() -> worse(
                        "missed",
                        version,
                        before,
                        candidate.missed(),
                        candidate.passed(),
                        baseline.missed(),
                        baseline.passed()));
    }

    private Optional<String> unanswered(String version, Figures figures) {
        long asked = figures.answered() + figures.unavailable();
        double share = asked == 0 ? 0 : (double) figures.unavailable() / asked;
        if (asked < ASKED_MIN || share <= errorRateMax) {
            return Optional.empty();
        }
        return Optional.of(say(
                "error rate: %s did not answer %d of %d requests (at most %.0f %%)",
                version, figures.unavailable(), asked, 100 * errorRateMax));
    }

    private static Optional<String> worse(
            String what, String version, String before, long hits, long of, long hitsBefore, long ofBefore) {
        double p = FisherTest.pHigher(Math.min(hits, of), of, Math.min(hitsBefore, ofBefore), ofBefore);
        if (hits == 0 || p >= P_MAX) {
            return Optional.empty();
        }
        return Optional.of(say(
                "corrections: %d of %d answers of %s were %s against %d of %d of %s (p = %.5f)",
                hits, of, version, what, hitsBefore, ofBefore, before, p));
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private record Figures(long answered, long acted, long unavailable, long falseAlarms, long missed) {
        static Figures of(Handle sql, String version, Instant from, Instant to) {
            return new Figures(
                    sum(sql, Count.ANSWERED, version, from, to),
                    sum(sql, Count.ACTED, version, from, to),
                    sum(sql, Count.UNAVAILABLE, version, from, to),
                    sum(sql, Count.FALSE_ALARM, version, from, to),
                    sum(sql, Count.MISSED, version, from, to));
        }

        long passed() {
            return answered - acted;
        }

        private static long sum(Handle sql, Count count, String version, Instant from, Instant to) {
            return Math.round(Counts.sum(sql, count, version, from, to));
        }
    }
}

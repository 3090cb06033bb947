package dev.becas.bot.moderation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuthorStateTest {
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private final AuthorState unknown = AuthorState.unknown(START);

    @Test
    void staysWithinItsBounds() {
        AuthorState state = unknown;
        for (int i = 0; i < 30; i++) {
            state = state.afterCase(3);
        }
        assertEquals(0, state.trust());
        for (int i = 0; i < 3_000; i++) {
            state = state.afterMessage();
        }
        assertEquals(AuthorState.TRUST_MAX, state.trust());
    }

    @Test
    void driftsBackToTheMiddleAPointADay() {
        AuthorState low = unknown.afterCase(3).afterCase(1);
        assertEquals(30, low.trustPoints());
        assertTrue(low.isLittleTrusted());
        AuthorState later = low.asOf(START.plus(Duration.ofDays(7)));
        assertEquals(37, later.trustPoints());
        assertFalse(later.isLittleTrusted());
        assertEquals(50, low.asOf(START.plus(Duration.ofDays(90))).trustPoints());
    }

    @Test
    void driftsTheSameInManyStepsAsInOne() {
        AuthorState low = unknown.afterCase(3);
        AuthorState stepped = low;
        for (int minute = 0; minute <= 24 * 60; minute++) {
            stepped = stepped.asOf(START.plus(Duration.ofMinutes(minute)));
        }
        assertTrue(Math.abs(stepped.trust()
                        - low.asOf(START.plus(Duration.ofDays(1))).trust())
                <= 5);
    }

    @Test
    void givesBackWhatAFalseAlarmTook() {
        AuthorState state = unknown.afterCase(1).afterFalseAlarm();
        assertEquals(50, state.trustPoints());
        assertEquals(0, state.cases());
    }
}

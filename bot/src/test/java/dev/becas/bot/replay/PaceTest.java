package dev.becas.bot.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private long now = 5_000_000_000L;
    private long slept;

    @Test
    void inRealTimeASecondOfTheConversationTakesASecond() throws Exception {
        Pace pace = pace(1);
        pace.await(FIRST);
        assertEquals(0, slept, "its time begins with the first line");
        assertTrue(pace.early(FIRST.plusSeconds(2)));
        pace.await(FIRST.plusSeconds(2));
        assertEquals(2_000_000_000L, slept);
        assertFalse(pace.early(FIRST.plusSeconds(2)));
    }

    @Test
    void atSixtyTimesThatAMinuteTakesASecond() throws Exception {
        Pace pace = pace(60);
        pace.await(FIRST);
        pace.await(FIRST.plusSeconds(60));
        assertEquals(1_000_000_000L, slept);
    }

    @Test
    void timeThatTheWorkTookIsNotWaitedForAgain() throws Exception {
        Pace pace = pace(1);
        pace.await(FIRST);
        now += 1_500_000_000L;
        pace.await(FIRST.plusSeconds(2));
        assertEquals(500_000_000L, slept);
        now += 60_000_000_000L;
        assertFalse(pace.early(FIRST.plusSeconds(10)), "who lags behind catches up");
    }

    @Test
    void withoutASpeedNothingIsWaitedFor() throws Exception {
        Pace pace = pace(0);
        pace.await(FIRST);
        pace.await(FIRST.plusSeconds(1_000_000));
        assertEquals(0, slept);
    }

    @Test
    void aSpeedBelowZeroIsRefused() {
        assertEquals(
                "speed must be in [0, 1000000000] but was -1.0",
                assertThrows(IllegalArgumentException.class, () -> pace(-1)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> pace(Double.NaN));
    }

    private Pace pace(double speed) {
        return new Pace(speed, () -> now, nanos -> {
            slept += nanos;
            now += nanos;
        });
    }
}

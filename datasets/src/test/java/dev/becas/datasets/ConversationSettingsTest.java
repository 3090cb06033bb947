package dev.becas.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConversationSettingsTest {

    private static final ConversationSettings DEFAULTS = ConversationSettings.defaults();

    @Test
    void refusesEachBadValueByName() {
        assertRefused("messages must be in [1, 5000000] but was 0", () -> DEFAULTS.withMessages(0));
        assertRefused("messages must be in [1, 5000000] but was 5000001", () -> DEFAULTS.withMessages(5_000_001));
        assertRefused("guilds must be in [1, 8] but was 9", () -> DEFAULTS.withGuilds(9));
        assertRefused("days must be in [0.01, 3650] but was 0", () -> DEFAULTS.withDays(0));
        assertRefused("days must be in [0.01, 3650] but was NaN", () -> DEFAULTS.withDays(Double.NaN));
        assertRefused("violationShare must be in [0, 0.35] but was 0.4", () -> DEFAULTS.withShares(0.4, 0.1));
        assertRefused("scamShare must be in [0, 0.35] but was -1", () -> DEFAULTS.withShares(0.1, -1));
    }

    @Test
    void theEvaluationConversationIsLaterAndRolledWithOtherDice() {
        ConversationSettings unseen = DEFAULTS.unseen();
        assertTrue(unseen.withUnseen());
        assertNotEquals(DEFAULTS.seed(), unseen.seed());
        assertEquals("2026-02-24T08:00:00Z", unseen.start().toString());
    }

    private static void assertRefused(String sentence, Executable settings) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, settings).getMessage());
    }
}

package dev.becas.linear.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LinearSettingsTest {
    @Test
    void namesEachSettingThatIsOutOfRange() {
        assertRefused("cost must be in [1.0E-4, 10000.0] but was 0.0", 0, 0.1, 1, 2, 0, 1);
        assertRefused("tolerance must be in [1.0E-6, 0.5] but was NaN", 1, Double.NaN, 1, 2, 0, 1);
        assertRefused("iterationsMax must be in [1.0, 1000.0] but was 0.0", 1, 0.1, 0, 2, 0, 1);
        assertRefused("folds must be in [2.0, 10.0] but was 1.0", 1, 0.1, 1, 1, 0, 1);
        assertRefused("balance must be in [0.0, 1.0] but was 1.5", 1, 0.1, 1, 2, 1.5, 1);
        assertRefused("featureRowsMin must be in [1.0, 100.0] but was 101.0", 1, 0.1, 1, 2, 0, 101);
    }

    private static void assertRefused(
            String sentence, double cost, double tolerance, int iterations, int folds, double balance, int rowsMin) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> new LinearSettings(cost, tolerance, iterations, folds, balance, rowsMin, 1));
        assertEquals(sentence, refusal.getMessage());
    }

    @Test
    void refusesRowsWithoutALabelOrAWeight() {
        assertThrows(IllegalArgumentException.class, () -> new LabelledRow("message: hi", " "));
        assertThrows(IllegalArgumentException.class, () -> new LabelledRow("message: hi", "ok", 0));
        assertThrows(IllegalArgumentException.class, () -> new LabelledRow("message: hi", "ok", 9));
    }
}

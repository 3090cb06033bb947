package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void theLearningRateRisesThenFallsAlongACosine() {
        assertEquals(0.25, Schedule.COSINE.factor(0, 100, 4));
        assertEquals(1, Schedule.COSINE.factor(3, 100, 4));
        assertEquals(1, Schedule.COSINE.factor(4, 100, 4));
        assertEquals(0.5, Schedule.COSINE.factor(52, 100, 4), 1e-12);
        assertEquals(0.5, Schedule.LINEAR.factor(52, 100, 4), 1e-12);
        assertEquals(1, Schedule.CONSTANT.factor(99, 100, 4));
    }

    @Test
    void warmUpIsNeverMoreThanATenthOfTheRun() {
        assertEquals(TrainSettings.LORA.learningRate(), TrainSettings.LORA.learningRateAt(1, 20), 1e-12);
        assertEquals(TrainSettings.LORA.learningRate() / 100, TrainSettings.LORA.learningRateAt(0, 5000), 1e-12);
    }

    @Test
    void anAdapterOutOfItsRangesIsRefusedInOneSentence() {
        refused("rank must be in [4, 64] but was 0", 0, 16, 0.05);
        refused("alpha must be in [1, 128] but was 129", 8, 129, 0.05);
        refused("dropout must be in [0, 0.5] but was 0.6", 8, 16, 0.6);
        assertThrows(IllegalArgumentException.class, () -> new LoraSettings(8, 16, 0, Set.of(), false));
    }

    private static void refused(String sentence, int rank, double alpha, double dropout) {
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> new LoraSettings(rank, alpha, dropout, LoraSettings.DEFAULTS.targets(), false));
        assertEquals(sentence, refused.getMessage());
    }
}

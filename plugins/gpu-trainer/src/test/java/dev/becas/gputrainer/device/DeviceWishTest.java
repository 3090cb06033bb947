package dev.becas.gputrainer.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceWishTest {
    @Test
    void aWordNamesTheProcessorOrACard() {
        assertTrue(new DeviceWish("auto").isAuto());
        assertTrue(new DeviceWish("cpu").isCpu());
        assertEquals(0, new DeviceWish("cuda").card());
        assertEquals(3, new DeviceWish("cuda:3").card());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "CUDA", "cuda:", "cuda:-1", "cuda:100", "cuda:1 "})
    void anyOtherWordIsRefused(String word) {
        assertEquals(
                "device must be auto, cpu, cuda or cuda:N with N in [0, 99] but was '" + word + "'",
                assertThrows(IllegalArgumentException.class, () -> new DeviceWish(word))
                        .getMessage());
    }
}

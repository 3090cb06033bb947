package dev.becas.gputrainer.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.training.TrainingRefused;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/// With machine code for processors alone, as the tests have it.
class DevicesTest {
    @Test
    void autoIsTheProcessorWhereNoCardCanBeUsed() throws Exception {
        assertEquals(Device.CPU, Devices.use("auto"));
        assertEquals(Device.CPU, Devices.now());
        assertEquals(Device.CPU, Devices.use("cpu"));
    }

    @Test
    void aCardThatIsNotThereIsRefusedAndTheDeviceStays() {
        String sentence = String.valueOf(
                assertThrows(TrainingRefused.class, () -> Devices.use("cuda")).getMessage());
        assertTrue(
                sentence.startsWith("device is cuda, but LibTorch's machine code for cards is not built in"), sentence);
        assertEquals(Device.CPU, Devices.now());
    }

    @Test
    void attentionOnACardIsNotCudnns() {
        Devices.withoutCudnnAttention();
        assertFalse(torch.globalContext().userEnabledCuDNNSDP());
        assertTrue(torch.globalContext().userEnabledFlashSDP());
        assertTrue(torch.globalContext().userEnabledMemEfficientSDP());
    }
}

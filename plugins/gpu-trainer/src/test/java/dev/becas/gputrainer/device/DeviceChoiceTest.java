package dev.becas.gputrainer.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.gputrainer.device.CudaDriver.Card;
import dev.becas.kernel.training.TrainingRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// With a machine and a trial that are made up.
class DeviceChoiceTest {
    private static final DeviceWish AUTO = new DeviceWish("auto");
    private static final Card L4 = new Card("NVIDIA L4", 24L << 30, 8, 9);
    private static final Device FIRST = Device.card(0, L4);
    private static final CudaHere WELL = with(new CudaDriver(CudaDriver.WELL, 13_010, List.of(L4)));

    private static CudaHere with(CudaDriver driver, String... missing) {
        return CudaHere.look(true, () -> Optional.of(driver), () -> List.of(missing));
    }

    /// What `auto` comes to where nobody gets as far as a trial.
    private static DeviceChoice auto(CudaHere here) throws Exception {
        return DeviceChoice.of(AUTO, here, device -> {
            throw new AssertionError("tried " + device);
        });
    }

    private static DeviceChoice failing(String wish, String said) throws Exception {
        return DeviceChoice.of(new DeviceWish(wish), WELL, device -> {
            throw new RuntimeException(said);
        });
    }

    private static void passedOver(String why, DeviceChoice choice) {
        assertEquals(
                new DeviceChoice(Device.CPU, Optional.of("on the processor, as no card can be used: " + why)), choice);
    }

    @Test
    void aCardThatComputesIsTaken() throws Exception {
        List<Device> tried = new ArrayList<>();
        assertEquals(new DeviceChoice(FIRST, Optional.empty()), DeviceChoice.of(AUTO, WELL, tried::add));
        assertEquals(List.of(FIRST), tried);
    }

    @Test
    void autoSaysNothingWhereNoCardIsOrTheProcessorIsWished() throws Exception {
        assertEquals(DeviceChoice.CPU, auto(CudaHere.look(false, Optional::empty, List::of)));
        assertEquals(DeviceChoice.CPU, auto(CudaHere.look(true, Optional::empty, List::of)));
        assertEquals(DeviceChoice.CPU, auto(with(new CudaDriver(CudaDriver.NO_CARD, 12_040, List.of()))));
        CudaHere broken = with(new CudaDriver(CudaDriver.WELL, 13_010, List.of(L4)), "libcudnn.so.9");
        assertEquals(DeviceChoice.CPU, DeviceChoice.of(new DeviceWish("cpu"), broken, device -> {}));
    }

    @Test
    void autoSaysWhyItPassesACardOver() throws Exception {
        passedOver(
                "NVIDIA's driver knows CUDA 12.4 and LibTorch needs 13.0: install a driver of version 580 or newer",
                auto(with(new CudaDriver(CudaDriver.WELL, 12_040, List.of(L4)))));
        passedOver(
                "libraries of CUDA 13 are missing, libcudnn.so.9: install them where the system's loader or"
                        + " /usr/local/cuda has them, or name their folders in LD_LIBRARY_PATH",
                auto(with(new CudaDriver(CudaDriver.WELL, 13_010, List.of(L4)), "libcudnn.so.9")));
        passedOver(
                "Tesla V100 has compute capability 7.0, and LibTorch's machine code is for 7.5, 8, 9, 10 and 12",
                auto(with(new CudaDriver(CudaDriver.WELL, 13_010, List.of(new Card("Tesla V100", 16L << 30, 7, 0))))));
        passedOver(
                "NVIDIA's driver does not start (cuInit answered 803): nvidia-smi may say more",
                auto(with(new CudaDriver(803, 13_010, List.of()))));
        passedOver(
                "NVIDIA's driver answered cuDriverGetVersion with 34: nvidia-smi may say more, or libcuda.so.1 is no"
                        + " driver but a stub of one",
                auto(CudaHere.look(
                        true,
                        () -> {
                            throw new IllegalStateException("NVIDIA's driver answered cuDriverGetVersion with 34");
                        },
                        List::of)));
        passedOver(
                "LibTorch cannot work on cuda:0 (NVIDIA L4, 24576 MiB): CUDA error: out of memory",
                failing("auto", "CUDA error: out of memory\nand more"));
    }

    @Test
    void aWishedCardThatOthersHaveIsForLaterAndNotRefused() {
        for (String said : List.of(
                "CUDA error: out of memory",
                "CUDA out of memory. Tried to allocate 2.00 MiB.",
                "CUDA error: CUDA-capable device(s) is/are busy or unavailable")) {
            assertEquals(
                    "device is cuda, but LibTorch cannot work on cuda:0 (NVIDIA L4, 24576 MiB): " + said
                            + "; later it may be free; set device to cpu or auto to work without a card",
                    assertThrows(DeviceBusy.class, () -> failing("cuda", said)).getMessage());
        }
    }

    @Test
    void aWishedCardThatDoesNotComputeIsRefused() {
        TrainingRefused refused = assertThrows(
                TrainingRefused.class, () -> failing("cuda", "CUDA error: no kernel image is available\nand more"));
        assertEquals("no_device", refused.kind());
        assertEquals(
                "device is cuda, but LibTorch cannot work on cuda:0 (NVIDIA L4, 24576 MiB): CUDA error: no kernel image is"
                        + " available; set device to cpu or auto to work without a card",
                refused.getMessage());
    }
}

package dev.becas.gputrainer.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.device.CudaDriver.Card;
import dev.becas.kernel.training.TrainingRefused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CudaHereTest {
    private static final Card OLD = new Card("Tesla V100", 16L << 30, 7, 0);
    private static final Card NEW = new Card("NVIDIA L4", 24L << 30, 8, 9);
    private static final String WAY_OUT = "; set device to cpu or auto to work without a card";

    private static CudaHere with(Card... cards) {
        return with(13_010, CudaDriver.WELL, List.of(), cards);
    }

    private static CudaHere with(int version, int status, List<String> missing, Card... cards) {
        return CudaHere.look(true, () -> Optional.of(new CudaDriver(status, version, List.of(cards))), () -> missing);
    }

    private static void refused(CudaHere here, String wish, String why) throws TrainingRefused {
        TrainingRefused refused = assertThrows(TrainingRefused.class, () -> here.pick(new DeviceWish(wish)));
        assertEquals("device is " + wish + ", but " + why + WAY_OUT, refused.getMessage());
        assertEquals("no_device", refused.kind());
        assertEquals(Device.CPU, here.pick(new DeviceWish("cpu")));
    }

    private static void nothing(CudaHere here, String why) throws TrainingRefused {
        assertFalse(here.usable());
        assertEquals(Device.CPU, here.pick(new DeviceWish("auto")));
        refused(here, "cuda", why);
        refused(here, "cuda:1", why);
    }

    @Test
    void withoutMachineCodeForCardsNobodyLooksFurther() throws TrainingRefused {
        nothing(
                CudaHere.look(
                        false,
                        () -> {
                            throw new AssertionError("looked for a driver");
                        },
                        List::of),
                "LibTorch's machine code for cards is not built in: BECAS_WITH=gpu-trainer-cuda ./becas --help builds it"
                        + " in");
    }

    @Test
    void withoutDriverNobodyOpensLibraries() throws TrainingRefused {
        nothing(
                CudaHere.look(true, Optional::empty, () -> {
                    throw new AssertionError("opened libraries");
                }),
                "there is no driver of NVIDIA (libcuda.so.1): install one of version 580 or newer, and in a container"
                        + " let the card through");
    }

    @Test
    void aDriverWithoutAnswersIsAsNone() throws TrainingRefused {
        nothing(
                CudaHere.look(
                        true,
                        () -> {
                            throw new IllegalStateException("NVIDIA's driver answered cuDriverGetVersion with 34");
                        },
                        () -> {
                            throw new AssertionError("opened libraries");
                        }),
                "NVIDIA's driver answered cuDriverGetVersion with 34: nvidia-smi may say more, or libcuda.so.1 is no"
                        + " driver but a stub of one");
    }

    @Test
    void anOldDriverIsNamedByWhatItKnows() throws TrainingRefused {
        nothing(
                with(12_040, CudaDriver.WELL, List.of(), NEW),
                "NVIDIA's driver knows CUDA 12.4 and LibTorch needs 13.0: install a driver of version 580 or newer");
    }

    @Test
    void aDriverWithoutCardsSaysWhereToLook() throws TrainingRefused {
        nothing(
                with(13_010, CudaDriver.NO_CARD, List.of()),
                "NVIDIA's driver sees no card: look at CUDA_VISIBLE_DEVICES, and in a container let the card through");
        nothing(
                with(13_010, 803, List.of()),
                "NVIDIA's driver does not start (cuInit answered 803): nvidia-smi may say more");
    }

    @Test
    void missingLibrariesAreNamed() throws TrainingRefused {
        nothing(
                with(13_010, CudaDriver.WELL, List.of("libnccl.so.2", "libcudnn.so.9"), NEW),
                "libraries of CUDA 13 are missing, libnccl.so.2, libcudnn.so.9: install them where the system's loader"
                        + " or /usr/local/cuda has them, or name their folders in LD_LIBRARY_PATH");
    }

    @Test
    void librariesAreLookedForWhereTheLoaderAndTheInstallerHaveThem() {
        assertEquals(List.of(), CudaLibraries.missing(path -> !path.contains("/")));
        assertEquals(
                List.of("libcupti.so.13"),
                CudaLibraries.missing(
                        path -> path.startsWith("/usr/local/cuda/lib64/") && !path.endsWith("libcupti.so.13")));
        assertEquals(CudaLibraries.NEEDED, CudaLibraries.missing(path -> false));
    }

    @Test
    void aCardThatTheCodeIsNotForIsPassedOver() throws TrainingRefused {
        CudaHere both = with(OLD, NEW);
        assertTrue(both.usable());
        assertEquals(new Device("cuda:1", "NVIDIA L4", 24L << 30), both.pick(new DeviceWish("auto")));
        assertEquals(
                "cuda:1 (NVIDIA L4, 24576 MiB)",
                both.pick(new DeviceWish("cuda:1")).text());
        refused(
                both,
                "cuda",
                "its Tesla V100 has compute capability 7.0, and LibTorch's machine code is for 7.5, 8, 9, 10 and 12");
        refused(both, "cuda:2", "there are 2 cards, numbered from 0");
        refused(with(NEW), "cuda:1", "there is 1 card, numbered from 0");
        assertEquals(Device.CPU, with(OLD).pick(new DeviceWish("auto")));
    }
}

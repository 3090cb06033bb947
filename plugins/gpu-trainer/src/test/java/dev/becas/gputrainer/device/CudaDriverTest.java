package dev.becas.gputrainer.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.gputrainer.device.CudaDriver.Card;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A driver of NVIDIA whose functions are written in Java.
@SuppressWarnings("restricted") // Native code calls Java here, and Java writes where native code says.
class CudaDriverTest {
    /// As `cuda.h` declares them.
    record Fake(int status, int cards) {
        int cuInit(int flags) {
            return flags == 0 ? status : 1;
        }

        int cuDriverGetVersion(MemorySegment to) {
            return write(to, 13_010);
        }

        /// Any function of a stub.
        int cuStub(MemorySegment to) {
            return 34;
        }

        int cuDeviceGetCount(MemorySegment to) {
            return write(to, cards);
        }

        int cuDeviceGet(MemorySegment to, int ordinal) {
            return ordinal < cards ? write(to, 40 + ordinal) : 101;
        }

        int cuDeviceGetName(MemorySegment to, int bytes, int device) {
            to.reinterpret(bytes).setString(0, "card " + device);
            return 0;
        }

        int cuDeviceTotalMem_v2(MemorySegment to, int device) {
            to.reinterpret(Long.BYTES).set(ValueLayout.JAVA_LONG, 0, (long) device << 30);
            return 0;
        }

        int cuDeviceGetAttribute(MemorySegment to, int attribute, int device) {
            return write(to, attribute == 75 ? 9 : attribute == 76 ? device - 40 : -1);
        }

        private static int write(MemorySegment to, int value) {
            to.reinterpret(Integer.BYTES).set(ValueLayout.JAVA_INT, 0, value);
            return 0;
        }

        SymbolLookup library(Arena arena) {
            return name -> Arrays.stream(Fake.class.getDeclaredMethods())
                    .filter(method -> method.getName().equals(name))
                    .findFirst()
                    .map(method -> {
                        ValueLayout[] layouts = Arrays.stream(method.getParameterTypes())
                                .map(type -> type == int.class ? ValueLayout.JAVA_INT : ValueLayout.ADDRESS)
                                .toArray(ValueLayout[]::new);
                        try {
                            return Linker.nativeLinker()
                                    .upcallStub(
                                            MethodHandles.lookup()
                                                    .findVirtual(
                                                            Fake.class,
                                                            name,
                                                            MethodType.methodType(
                                                                    int.class, method.getParameterTypes()))
                                                    .bindTo(this),
                                            FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts),
                                            arena);
                        } catch (ReflectiveOperationException e) {
                            throw new LinkageError(name, e);
                        }
                    });
        }
    }

    @Test
    void saysWhichCardsThereAre() {
        try (Arena arena = Arena.ofConfined()) {
            assertEquals(
                    new CudaDriver(
                            0,
                            13_010,
                            List.of(new Card("card 40", 40L << 30, 9, 0), new Card("card 41", 41L << 30, 9, 1))),
                    CudaDriver.of(new Fake(0, 2).library(arena)));
        }
    }

    @Test
    void aDriverThatDoesNotStartIsAskedForNoCards() {
        try (Arena arena = Arena.ofConfined()) {
            assertEquals(
                    new CudaDriver(CudaDriver.NO_CARD, 13_010, List.of()),
                    CudaDriver.of(new Fake(CudaDriver.NO_CARD, 2).library(arena)));
        }
    }

    @Test
    void aStubOfADriverIsOneSentence() {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup stub = new Fake(34, 0).library(arena);
            IllegalStateException said = assertThrows(
                    IllegalStateException.class,
                    () -> CudaDriver.of(name -> stub.find(name.equals("cuDriverGetVersion") ? "cuStub" : name)));
            assertEquals("NVIDIA's driver answered cuDriverGetVersion with 34", said.getMessage());
        }
    }

    @Test
    void aLibraryThatIsNoDriverIsOneSentence() {
        IllegalStateException said =
                assertThrows(IllegalStateException.class, () -> CudaDriver.of(name -> Optional.empty()));
        assertEquals("NVIDIA's driver could not be asked cuInit", said.getMessage());
    }
}

package dev.becas.gputrainer.device;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What NVIDIA's driver says, asked without LibTorch. Cards are numbered as LibTorch numbers them: both obey
/// `CUDA_VISIBLE_DEVICES` and `CUDA_DEVICE_ORDER`.
///
/// @param status what `cuInit` answered: 0 when all is well, 100 when there is no card
/// @param version of CUDA that the driver knows, as the driver says it: 13010 for 13.1
/// @param cards in their order
record CudaDriver(int status, int version, List<Card> cards) {
    /// What `cuInit` answers when all is well.
    static final int WELL = 0;
    /// What `cuInit` answers when there is a driver and no card.
    static final int NO_CARD = 100;

    private static final String LIBRARY = "libcuda.so.1";
    private static final int NAME_BYTES_MAX = 256;
    /// `CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR`, and `_MINOR`.
    private static final int MAJOR = 75;

    private static final int MINOR = 76;

    CudaDriver {
        cards = List.copyOf(cards);
    }

    /// @param major the first part of what NVIDIA calls its compute capability, and `minor` the second
    record Card(String name, long memoryBytes, int major, int minor) {}

    /// Whether all is well but for cards.
    boolean seesNoCard() {
        return cards.isEmpty() && (status == WELL || status == NO_CARD);
    }

    /// The driver of this machine, if there is one.
    ///
    /// @throws IllegalStateException if it does not answer, in one sentence
    @SuppressWarnings("restricted") // Loads NVIDIA's library: nothing else knows what cards there are.
    static Optional<CudaDriver> find() {
        try {
            return Optional.of(of(SymbolLookup.libraryLookup(LIBRARY, Arena.global())));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the library is not there
        }
    }

    /// @param library where the driver's functions are
    /// @throws IllegalStateException if it does not answer, in one sentence
    static CudaDriver of(SymbolLookup library) {
        try (Arena arena = Arena.ofConfined()) {
            Calls calls = new Calls(library, arena);
            int status = calls.call("cuInit", 0);
            int version = calls.number("cuDriverGetVersion");
            List<Card> cards = new ArrayList<>();
            int count = status == WELL ? calls.number("cuDeviceGetCount") : 0;
            for (int i = 0; i < count; i++) {
                cards.add(calls.card(calls.number("cuDeviceGet", i)));
            }
            return new CudaDriver(status, version, cards);
        }
    }

    /// Functions of the driver's interface: each answers with a status, and writes where its first argument points.
    private record Calls(SymbolLookup library, Arena arena) {
        Card card(int handle) {
            MemorySegment name = arena.allocate(NAME_BYTES_MAX);
            well("cuDeviceGetName", name, NAME_BYTES_MAX, handle);
            MemorySegment bytes = arena.allocate(ValueLayout.JAVA_LONG);
            well("cuDeviceTotalMem_v2", bytes, handle);
            return new Card(
                    name.getString(0),
                    bytes.get(ValueLayout.JAVA_LONG, 0),
                    number("cuDeviceGetAttribute", MAJOR, handle),
                    number("cuDeviceGetAttribute", MINOR, handle));
        }

        int number(String function, Integer... more) {
            MemorySegment written = arena.allocate(ValueLayout.JAVA_INT);
            List<Object> arguments = new ArrayList<>(List.of(written));
            arguments.addAll(List.of(more));
            well(function, arguments.toArray());
            return written.get(ValueLayout.JAVA_INT, 0);
        }

        private void well(String function, Object... arguments) {
            int status = call(function, arguments);
            if (status != WELL) {
                throw new IllegalStateException("NVIDIA's driver answered " + function + " with " + status);
            }
        }

        @SuppressWarnings("restricted") // Calls NVIDIA's library.
        int call(String function, Object... arguments) {
            MemoryLayout[] layouts = Arrays.stream(arguments)
                    .map(argument -> argument instanceof Integer ? ValueLayout.JAVA_INT : ValueLayout.ADDRESS)
                    .toArray(MemoryLayout[]::new);
            try {
                return (int) Linker.nativeLinker()
                        .downcallHandle(
                                library.findOrThrow(function), FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts))
                        .invokeWithArguments(arguments);
            } catch (Throwable e) {
                throw new IllegalStateException("NVIDIA's driver could not be asked " + function, e);
            }
        }
    }
}

package dev.becas.gputrainer.device;

import java.util.List;
import java.util.Locale;

/// Tells a want of memory from other failures: LibTorch says it in words only.
public final class MemoryShortage {
    /// Of the allocator of main memory, of that of a graphics card, of C++ itself, and of cuBLAS and cuDNN.
    private static final List<String> WORDS =
            List.of("can't allocate memory", "out of memory", "bad_alloc", "status_alloc_failed");
    /// Of oneDNN, whose primitives are code that it writes into memory of its own. That it knows no way to do something
    /// has other words (`could not create a primitive descriptor for ...`).
    private static final String ONEDNN = "could not create a primitive";

    private MemoryShortage() {}

    /// Whether it failed because memory was short.
    public static boolean is(Throwable failure) {
        String said = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return failure instanceof OutOfMemoryError
                || WORDS.stream().anyMatch(said::contains)
                || said.strip().equals(ONEDNN);
    }
}

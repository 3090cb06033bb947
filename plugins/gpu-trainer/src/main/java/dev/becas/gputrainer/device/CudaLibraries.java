package dev.becas.gputrainer.device;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.function.Predicate;

/// CUDA's own libraries, of the version that LibTorch's machine code for cards was linked against. They are no part of
/// that code, and are opened before it, so that it finds them also where the system's loader does not look by itself.
final class CudaLibraries {
    /// What `libtorch_cuda.so`, `libtorch_cuda_linalg.so` and `libtorch_cpu.so` of the presets name as needed.
    static final List<String> NEEDED = List.of(
            "libcudart.so.13",
            "libcupti.so.13",
            "libcublasLt.so.13",
            "libcublas.so.13",
            "libcusparse.so.12",
            "libcusolver.so.12",
            "libcufft.so.12",
            "libcurand.so.10",
            "libcufile.so.0",
            "libnccl.so.2",
            "libcudnn.so.9");

    /// Where the system's loader looks, then where NVIDIA's installer puts them.
    private static final List<String> FOLDERS =
            List.of("", "/usr/local/cuda/lib64/", "/usr/local/cuda/extras/CUPTI/lib64/");

    private CudaLibraries() {}

    /// Opens them for the rest of the process.
    ///
    /// @return those that are not there
    static List<String> missing() {
        return missing(CudaLibraries::opens);
    }

    static List<String> missing(Predicate<String> opens) {
        return NEEDED.stream()
                .filter(name -> FOLDERS.stream().noneMatch(folder -> opens.test(folder + name)))
                .toList();
    }

    @SuppressWarnings("restricted") // Loads NVIDIA's libraries: LibTorch does the same a moment later.
    private static boolean opens(String path) {
        try {
            SymbolLookup.libraryLookup(path, Arena.global());
            return true;
        } catch (IllegalArgumentException e) {
            return false; // not there, or not what it should be
        }
    }
}

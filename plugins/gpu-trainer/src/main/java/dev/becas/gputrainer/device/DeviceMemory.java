package dev.becas.gputrainer.device;

import java.util.Map;

/// How much of a card's memory a worker may take, so that two of them, or somebody else, have room beside each other.
/// LibTorch's allocator keeps to it and says "out of memory" past it; what CUDA itself needs, a few hundred MiB a
/// process, is not counted. It is read from the environment, once, so it must stand there before the process starts.
///
/// @param share of the card's whole memory, in [0.05, 1]
public record DeviceMemory(double share) {
    /// No limit but the card's.
    public static final DeviceMemory ALL = new DeviceMemory(1);

    private static final String NAME = "PYTORCH_ALLOC_CONF";
    /// The same by the name that it had before, which is still read where the other is not there.
    private static final String FORMER_NAME = "PYTORCH_CUDA_ALLOC_CONF";

    public DeviceMemory {
        if (!(share >= 0.05 && share <= 1)) {
            throw new IllegalArgumentException("deviceMemory must be in [0.05, 1] but was " + share);
        }
    }

    /// What a worker needs in its environment, beside what this process has there.
    public Map<String, String> environment() {
        return environment(System.getenv());
    }

    Map<String, String> environment(Map<String, String> here) {
        if (share == 1) {
            return Map.of();
        }
        String said = here.getOrDefault(NAME, here.getOrDefault(FORMER_NAME, ""));
        return Map.of(NAME, (said.isEmpty() ? "" : said + ",") + "per_process_memory_fraction:" + share);
    }
}

package dev.becas.gputrainer.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceMemoryTest {
    @Test
    void aShareStandsInTheEnvironmentThatTheAllocatorReads() {
        assertEquals(Map.of(), DeviceMemory.ALL.environment(Map.of()));
        assertEquals(
                Map.of("PYTORCH_ALLOC_CONF", "per_process_memory_fraction:0.5"),
                new DeviceMemory(0.5).environment(Map.of("PATH", "/bin")));
    }

    @Test
    void whatSomebodyElseSaidThereStays() {
        assertEquals(
                Map.of("PYTORCH_ALLOC_CONF", "expandable_segments:True,per_process_memory_fraction:0.25"),
                new DeviceMemory(0.25).environment(Map.of("PYTORCH_CUDA_ALLOC_CONF", "expandable_segments:True")));
        assertEquals(
                Map.of("PYTORCH_ALLOC_CONF", "max_split_size_mb:64,per_process_memory_fraction:0.25"),
                new DeviceMemory(0.25)
                        .environment(Map.of(
                                "PYTORCH_CUDA_ALLOC_CONF", "a:1", "PYTORCH_ALLOC_CONF", "max_split_size_mb:64")));
    }

    @Test
    void aShareOutOfItsRangeIsRefused() {
        for (double share : new double[] {0, 0.04, 1.01, Double.NaN}) {
            assertEquals(
                    "deviceMemory must be in [0.05, 1] but was " + share,
                    assertThrows(IllegalArgumentException.class, () -> new DeviceMemory(share))
                            .getMessage());
        }
    }
}

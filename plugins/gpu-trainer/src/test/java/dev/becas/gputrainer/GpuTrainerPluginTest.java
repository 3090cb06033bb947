package dev.becas.gputrainer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.becas.testkit.TestKernel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuTrainerPluginTest {
    @Test
    void startsAndStopsInAKernel(@TempDir Path folder) throws Exception {
        try (TestKernel kernel = TestKernel.open(folder)) {
            assertDoesNotThrow(() -> kernel.start(GpuTrainerPlugin.NAME, new GpuTrainerPlugin()));
        }
    }
}

package dev.becas.gputrainer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.kernel.command.Command;
import dev.becas.testkit.TestKernel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuTrainerPluginTest {
    @Test
    void startsAndStopsInAKernel(@TempDir Path folder) throws Exception {
        try (TestKernel kernel = TestKernel.open(folder)) {
            assertDoesNotThrow(() -> kernel.start(GpuTrainerPlugin.NAME, new GpuTrainerPlugin()));
            assertEquals(List.of("eval", "model show", "train"), commands(kernel));
            kernel.stop(GpuTrainerPlugin.NAME);
            assertEquals(List.of(), commands(kernel));
        }
    }

    private static List<String> commands(TestKernel kernel) {
        return kernel.kernel().commands().all().stream().map(Command::name).toList();
    }
}

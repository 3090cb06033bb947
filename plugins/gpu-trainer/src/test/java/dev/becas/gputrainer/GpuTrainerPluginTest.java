package dev.becas.gputrainer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.training.Trainer;
import dev.becas.testkit.TestKernel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuTrainerPluginTest {
    @Test
    void startsAndStopsInAKernel(@TempDir Path folder) throws Exception {
        try (TestKernel kernel = TestKernel.open(folder)) {
            assertDoesNotThrow(() -> kernel.start(GpuTrainerPlugin.NAME, new GpuTrainerPlugin()));
            assertEquals(List.of("eval", "model fetch", "model show", "train"), commands(kernel));
            kernel.stop(GpuTrainerPlugin.NAME);
            assertEquals(List.of(), commands(kernel));
        }
    }

    @Test
    void offersATrainerAndARuntimeWhereABaseIsNamed(@TempDir Path folder) throws Exception {
        String yaml = "trainer:\n  base: " + folder.resolve("base.gguf") + "\n";
        try (TestKernel kernel = TestKernel.open(folder, yaml)) {
            kernel.start(GpuTrainerPlugin.NAME, new GpuTrainerPlugin());
            assertEquals(
                    GpuTrainerPlugin.NAME,
                    kernel.kernel()
                            .services()
                            .find(Trainer.class, GpuTrainerPlugin.NAME)
                            .orElseThrow()
                            .name());
            assertEquals(
                    List.of(),
                    kernel.kernel()
                            .services()
                            .find(ModelRuntime.class, GpuTrainerPlugin.NAME)
                            .orElseThrow()
                            .loaded());
            kernel.stop(GpuTrainerPlugin.NAME);
            assertEquals(Optional.empty(), kernel.kernel().services().find(Trainer.class, GpuTrainerPlugin.NAME));
        }
    }

    private static List<String> commands(TestKernel kernel) {
        return kernel.kernel().commands().all().stream().map(Command::name).toList();
    }
}

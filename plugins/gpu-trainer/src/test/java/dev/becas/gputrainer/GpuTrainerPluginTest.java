package dev.becas.gputrainer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.signal.SignalSubscription;
import dev.becas.kernel.signal.Signals;
import dev.becas.kernel.training.Trainer;
import dev.becas.testkit.ModelRuntimeContract;
import dev.becas.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuTrainerPluginTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

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

    @Test
    void theDeathOfAWorkerIsOneSignalAndTheNextQuestionHasANewWorker(@TempDir Path folder) throws Exception {
        Path base = TinyModels.writeChat(folder.resolve("base.gguf"), 1024);
        try (TestKernel kernel = TestKernel.open(folder, "trainer:\n  base: " + base + "\n  device: cpu\n")) {
            BlockingQueue<WorkerEnded> ends = new LinkedBlockingQueue<>();
            Signals signals = kernel.kernel().signals();
            signals.subscribe(new SignalSubscription<>("test.ends", WorkerEnded.class, ends::add));
            kernel.start(GpuTrainerPlugin.NAME, new GpuTrainerPlugin());
            ProcessHandle worker = askedAnew(kernel, base);
            assertTrue(worker.destroyForcibly());
            WorkerEnded end = ends.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertNotNull(end, "somebody is told");
            assertEquals("runtime", end.worker());
            assertTrue(end.sentence().startsWith("the runtime's process was killed by signal 9"), end.sentence());
            Path log = kernel.kernel().dataFolder().resolve("logs").resolve("runtime.log");
            assertTrue(end.sentence().endsWith("; what it said is in " + log), end.sentence());
            assertNotEquals(worker.pid(), askedAnew(kernel, base).pid());
            kernel.stop(GpuTrainerPlugin.NAME);
            WorkerEnded last = new WorkerEnded("none", "after all others");
            signals.publish(last);
            assertEquals(last, ends.poll(LIMIT.toSeconds(), TimeUnit.SECONDS), "once, and not when it is told to end");
        }
    }

    /// Asks with a file that is no adapter, which the worker says.
    ///
    /// @return the worker that had to be started for it
    private static ProcessHandle askedAnew(TestKernel kernel, Path noAdapter) throws Exception {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        Answer answer = kernel.kernel()
                .services()
                .find(ModelRuntime.class, GpuTrainerPlugin.NAME)
                .orElseThrow()
                .score(version(noAdapter), Prompts.of(Categories.SCAM, List.of()), List.of("clean"), LIMIT);
        assertEquals(
                "bad_model", assertInstanceOf(Answer.Unavailable.class, answer).kind(), answer.toString());
        List<ProcessHandle> born = ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child))
                .toList();
        assertEquals(1, born.size(), born.toString());
        return born.getFirst();
    }

    private static ModelVersion version(Path artifact) throws IOException {
        return ModelRuntimeContract.version(GpuTrainerPlugin.NAME, 1, artifact, GgufFile.sha256(artifact));
    }

    private static List<String> commands(TestKernel kernel) {
        return kernel.kernel().commands().all().stream().map(Command::name).toList();
    }
}

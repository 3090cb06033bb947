package dev.becas.gputrainer.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The host is a process of its own here, so that it can be killed.
class OrphanTest {
    /// A host with a worker that is in the middle of a job.
    public static final class Host {
        private Host() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Supervisor worker = new Supervisor(
                    () -> EchoWorker.spec(folder, Duration.ofSeconds(30)), System.err::println, System::nanoTime);
            worker.ask("echo", "", Duration.ofMinutes(1), progress -> {});
            Files.writeString(folder.resolve("pid"), Long.toString(worker.pid()));
            worker.ask("sleep", folder.toString(), Supervisor.NO_DEADLINE, progress -> {});
        }
    }

    @Test
    void aWorkerWhoseHostIsKilledEndsItself(@TempDir Path folder) throws Exception {
        Process host = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Host.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("host.log").toFile())
                .start();
        SupervisorTest.await(folder.resolve("began"));
        ProcessHandle worker = ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pid"))))
                .orElseThrow();
        assertTrue(worker.isAlive());
        host.destroyForcibly().waitFor();
        worker.onExit().get(30, TimeUnit.SECONDS);
    }
}

package dev.becas.gputrainer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real worker in a control group with little memory, where this user may make one.
class OomKillerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aWorkerThatTheKernelEndsForWantOfMemorySaysSo() throws Exception {
        List<String> ends = new CopyOnWriteArrayList<>();
        try (MemoryGroup group = MemoryGroup.of(64L << 20);
                Supervisor worker = new Supervisor(() -> EchoWorker.spec(folder, LIMIT), ends::add, System::nanoTime)) {
            ask(worker, "echo", 1);
            assertEquals(
                    "500",
                    Files.readString(Path.of("/proc", Long.toString(worker.pid()), "oom_score_adj"))
                            .strip());
            group.take(worker.pid());
            WorkerFailure ended = assertThrows(WorkerFailure.class, () -> ask(worker, "eat", 512L << 20));
            assertEquals(
                    "the echo's process was killed by signal 9 as the kernel ended a process for want of memory: "
                            + "give it more, or less to do at once; what it said is in "
                            + folder.resolve("logs").resolve("echo.log"),
                    ended.sentence());
            assertEquals(List.of(ended.sentence()), ends);
            ask(worker, "echo", 2);
        }
    }

    private static void ask(Supervisor worker, String kind, long body) throws Exception {
        worker.ask(kind, body, LIMIT, progress -> {});
    }
}

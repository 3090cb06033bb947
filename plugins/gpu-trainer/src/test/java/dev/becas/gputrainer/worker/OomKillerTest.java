package dev.becas.gputrainer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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
        Path group = group();
        List<String> ends = new CopyOnWriteArrayList<>();
        try (Supervisor worker = new Supervisor(() -> EchoWorker.spec(folder, LIMIT), ends::add, System::nanoTime)) {
            ask(worker, "echo", 1);
            assertEquals(
                    "500",
                    Files.readString(Path.of("/proc", Long.toString(worker.pid()), "oom_score_adj"))
                            .strip());
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(worker.pid()));
            WorkerFailure ended = assertThrows(WorkerFailure.class, () -> ask(worker, "eat", 512L << 20));
            assertEquals(
                    "the echo's process was killed by signal 9 as the kernel ended a process for want of memory: "
                            + "give it more, or less to do at once; what it said is in "
                            + folder.resolve("logs").resolve("echo.log"),
                    ended.sentence());
            assertEquals(List.of(ended.sentence()), ends);
            ask(worker, "echo", 2);
        } finally {
            remove(group);
        }
    }

    private static void ask(Supervisor worker, String kind, long body) throws Exception {
        worker.ask(kind, body, LIMIT, progress -> {});
    }

    /// With 64 MiB, and no swap beside it.
    private static Path group() throws IOException {
        Path second = Path.of("/sys/fs/cgroup");
        Path first = second.resolve("memory");
        boolean old = Files.isDirectory(first);
        Path group = (old ? first : second)
                .resolve("becas-test-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(group);
        } catch (IOException e) {
            assumeTrue(false, "this user may make no control group: " + e.getMessage());
        }
        List<String> limits = old
                ? List.of("memory.limit_in_bytes", "memory.memsw.limit_in_bytes")
                : List.of("memory.max", "memory.swap.max");
        try {
            Files.writeString(group.resolve(limits.getFirst()), Long.toString(64L << 20));
        } catch (IOException e) {
            remove(group);
            assumeTrue(false, "this user may limit no memory: " + e.getMessage());
        }
        if (Files.exists(group.resolve(limits.getLast()))) {
            Files.writeString(group.resolve(limits.getLast()), old ? Long.toString(64L << 20) : "0");
        }
        assertTrue(Files.exists(group.resolve("cgroup.procs")));
        return group;
    }

    /// When the kernel has forgotten who was in it.
    private static void remove(Path group) throws IOException {
        for (int i = 0; i < 100; i++) {
            try {
                Files.delete(group);
                return;
            } catch (IOException e) {
                sleep();
            }
        }
        Files.delete(group);
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.becas.gputrainer.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A real control group with little memory and no swap beside it. Where this user may make none, the test is skipped.
public final class MemoryGroup implements AutoCloseable {
    private final Path folder;

    private MemoryGroup(Path folder) {
        this.folder = folder;
    }

    /// @param bytes that all its processes together may take while they are in it
    public static MemoryGroup of(long bytes) throws IOException {
        Path second = Path.of("/sys/fs/cgroup");
        Path first = second.resolve("memory");
        boolean old = Files.isDirectory(first);
        MemoryGroup group = new MemoryGroup((old ? first : second)
                .resolve("becas-test-" + ProcessHandle.current().pid()));
        try {
            Files.createDirectory(group.folder);
        } catch (IOException e) {
            assumeTrue(false, "this user may make no control group: " + e.getMessage());
        }
        List<String> limits = old
                ? List.of("memory.limit_in_bytes", "memory.memsw.limit_in_bytes")
                : List.of("memory.max", "memory.swap.max");
        try {
            Files.writeString(group.folder.resolve(limits.getFirst()), Long.toString(bytes));
        } catch (IOException e) {
            group.close();
            assumeTrue(false, "this user may limit no memory: " + e.getMessage());
        }
        if (Files.exists(group.folder.resolve(limits.getLast()))) {
            Files.writeString(group.folder.resolve(limits.getLast()), old ? Long.toString(bytes) : "0");
        }
        assertTrue(Files.exists(group.folder.resolve("cgroup.procs")));
        return group;
    }

    /// Puts a process in it; what the process has already is not counted.
    public void take(long pid) throws IOException {
        Files.writeString(folder.resolve("cgroup.procs"), Long.toString(pid));
    }

    /// When the kernel has forgotten who was in it.
    @Override
    public void close() throws IOException {
        for (int i = 0; i < 100; i++) {
            try {
                Files.delete(folder);
                return;
            } catch (IOException e) {
                sleep();
            }
        }
        Files.delete(folder);
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

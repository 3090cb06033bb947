package dev.becas.gputrainer.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {
    private static final long KILOBYTES = 4_000_000;

    @TempDir
    Path root;

    @Test
    void aMachineWithoutLimitsGivesWhatItHasWithoutSwapping() throws Exception {
        machine("0::/user.slice\n");
        file("sys/fs/cgroup/user.slice/memory.max", "max\n");
        file("sys/fs/cgroup/user.slice/memory.current", "5\n");
        assertEquals(OptionalLong.of(KILOBYTES * 1024), new MachineMemory(root).available());
    }

    @Test
    void theTightestGroupCountsAndCachedFilesAreNoLoss() throws Exception {
        machine("0::/jobs/one\n");
        file("sys/fs/cgroup/jobs/memory.max", "1000000\n");
        file("sys/fs/cgroup/jobs/memory.current", "900000\n");
        file("sys/fs/cgroup/jobs/memory.stat", "anon 1\ninactive_file 50000\n");
        file("sys/fs/cgroup/jobs/one/memory.max", "2000000\n");
        file("sys/fs/cgroup/jobs/one/memory.current", "100\n");
        assertEquals(OptionalLong.of(150_000), new MachineMemory(root).available());
    }

    @Test
    void theFirstVersionOfGroupsIsReadTooAndFromInsideAContainer() throws Exception {
        machine("9:name=systemd:/\n4:cpu,memory:/docker/abc\n0::/\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "700000\n");
        file("sys/fs/cgroup/memory/memory.usage_in_bytes", "800000\n");
        file("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 30000\n");
        assertEquals(OptionalLong.of(0), new MachineMemory(root).available(), "over its limit for a moment");
        file("sys/fs/cgroup/memory/memory.usage_in_bytes", "600000\n");
        assertEquals(OptionalLong.of(130_000), new MachineMemory(root).available());
    }

    @Test
    void aSystemThatDoesNotTellIsNotGuessed() {
        assertEquals(OptionalLong.empty(), new MachineMemory(root).available());
    }

    @Test
    void thisMachineHasSome() {
        assertTrue(MachineMemory.ofThisMachine().available().orElse(1) > 0);
    }

    private void machine(String groups) throws IOException {
        file("proc/meminfo", "MemTotal: 9000000 kB\nMemAvailable:    " + KILOBYTES + " kB\n");
        file("proc/self/cgroup", groups);
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}

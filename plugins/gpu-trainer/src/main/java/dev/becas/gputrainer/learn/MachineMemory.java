package dev.becas.gputrainer.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// How much memory this process may still take: what the machine has without swapping, and what is left of the limits
/// of the control groups that it runs in (Linux; both versions of control groups).
public final class MachineMemory {
    private final Path root;

    /// @param root `/`; another folder in tests
    MachineMemory(Path root) {
        this.root = root;
    }

    /// Where the files of a control group lie, and how they are called.
    private record Groups(String mount, String controller, String limit, String used, String reclaimable) {}

    private static final List<Groups> VERSIONS = List.of(
            new Groups("sys/fs/cgroup", "", "memory.max", "memory.current", "inactive_file"),
            new Groups(
                    "sys/fs/cgroup/memory",
                    "memory",
                    "memory.limit_in_bytes",
                    "memory.usage_in_bytes",
                    "total_inactive_file"));

    /// Of this machine.
    public static MachineMemory ofThisMachine() {
        return new MachineMemory(Path.of("/"));
    }

    /// Bytes; empty where the system does not tell.
    public OptionalLong available() {
        List<Long> all = new ArrayList<>();
        number(root.resolve("proc/meminfo"), "MemAvailable:").ifPresent(kilobytes -> all.add(kilobytes * 1024));
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3); // number, controllers, path
            for (Groups version : VERSIONS) {
                if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(version.controller())) {
                    addLeft(version, parts[2], all);
                }
            }
        }
        return all.stream().mapToLong(Long::longValue).min();
    }

    /// What is left in a group and in each one around it. Inside a container the outer ones are not there.
    private void addLeft(Groups version, String path, List<Long> all) {
        Path mount = root.resolve(version.mount());
        Path group = mount.resolve(path.substring(Math.min(1, path.length()))).normalize();
        for (Path at = group; at != null && at.startsWith(mount); at = at.getParent()) {
            OptionalLong limit = number(at.resolve(version.limit()), "");
            OptionalLong used = number(at.resolve(version.used()), "");
            if (limit.isPresent() && used.isPresent()) {
                long cached = number(at.resolve("memory.stat"), version.reclaimable() + " ")
                        .orElse(0);
                all.add(Math.max(0, limit.getAsLong() - used.getAsLong() + cached));
            }
        }
    }

    /// The number behind a word at the beginning of a line; empty where there is none, as with `max`.
    private static OptionalLong number(Path file, String word) {
        for (String line : lines(file)) {
            String digits = line.startsWith(word)
                    ? line.substring(word.length()).replace("kB", "").strip()
                    : "";
            if (digits.matches("[0-9]{1,18}")) {
                return OptionalLong.of(Long.parseLong(digits));
            }
        }
        return OptionalLong.empty();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of(); // No such file outside Linux, or in the other version.
        }
    }
}

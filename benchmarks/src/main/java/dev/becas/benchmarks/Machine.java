package dev.becas.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The machine in words, from `/proc`.
public final class Machine {
    private static final double KIB_PER_GIB = 1024 * 1024;

    private Machine() {}

    /// Date, machine, Java and how busy it is.
    public static String today() {
        String processor = field(Path.of("/proc/cpuinfo"), "model name").orElse("unknown processor");
        double gib =
                field(Path.of("/proc/meminfo"), "MemTotal").map(Machine::kib).orElse(0L) / KIB_PER_GIB;
        return LocalDate.now(ZoneOffset.UTC) + ", " + Runtime.getRuntime().availableProcessors() + " cores ("
                + processor + "), " + Math.round(gib) + " GiB, Java "
                + Runtime.version().feature() + load();
    }

    /// What a process holds of the machine's memory now, or at most so far.
    ///
    /// @param field `VmRSS` or `VmHWM`
    public static double residentMib(long pid, String field) {
        return field(Path.of("/proc/" + pid + "/status"), field)
                        .map(Machine::kib)
                        .orElse(0L)
                / 1024.0;
    }

    /// How much else was going on: on two cores a load of 2 leaves nothing for others.
    private static String load() {
        try {
            return ", load average of the last minute "
                    + Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "";
        }
    }

    private static long kib(String value) {
        return Long.parseLong(value.replace("kB", "").strip());
    }

    private static Optional<String> field(Path file, String name) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

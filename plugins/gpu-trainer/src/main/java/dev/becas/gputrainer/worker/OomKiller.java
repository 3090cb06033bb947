package dev.becas.gputrainer.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The part of Linux that ends processes when there is no more memory for all.
public final class OomKiller {
    private static final Path COUNTERS = Path.of("/proc/vmstat");
    private static final String KILLS = "oom_kill ";
    private static final Path OWN_SCORE = Path.of("/proc/self/oom_score_adj");
    /// Half of all memory: any process that needs less than that stays.
    private static final String EARLY = "500";

    private OomKiller() {}

    /// Makes this process one of the first to be ended: a worker is started again, a bot is missed.
    static void takeMeFirst() {
        try {
            Files.writeString(OWN_SCORE, EARLY);
        } catch (IOException e) {
            return; // No such file outside Linux; then all processes are equal.
        }
    }

    /// How many processes it has ended since the machine started, in all control groups; empty outside Linux.
    public static OptionalLong kills() {
        try {
            return Files.readAllLines(COUNTERS).stream()
                    .filter(line -> line.startsWith(KILLS))
                    .mapToLong(line -> Long.parseLong(line.substring(KILLS.length())))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}

package dev.becas.gputrainer.train;

import dev.becas.gputrainer.worker.OomKiller;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/// Tells whether the kernel ended the last run in a folder for want of memory, which no run can say of itself: what it
/// writes down when it begins is still there after a kill, and the kernel counts whom it ended.
final class UnfinishedRun {
    private static final String FILE = "unfinished.json";

    private UnfinishedRun() {}

    /// @param oomKills processes that the kernel had ended for want of memory when the run began
    /// @param examplesAtOnceMax the largest micro-batch that memory was thought to suffice for, in examples
    private record Begun(long oomKills, int examplesAtOnceMax) {}

    /// What the last run thought of its memory, if it was killed and the kernel has ended a process for want of it
    /// since. Empty where the kernel does not count, and after the machine was started anew.
    static OptionalInt killedForMemory(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return OptionalInt.empty();
        }
        Begun last = WholeFile.with(() -> Json.MAPPER.readValue(file.toFile(), Begun.class));
        boolean more = OomKiller.kills().orElse(0) > last.oomKills();
        return more ? OptionalInt.of(last.examplesAtOnceMax()) : OptionalInt.empty();
    }

    static void begin(Path folder, int examplesAtOnceMax) throws IOException {
        Begun now = new Begun(OomKiller.kills().orElse(Long.MAX_VALUE), examplesAtOnceMax);
        WholeFile.write(folder.resolve(FILE), Json.pretty(now));
    }

    static void end(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }
}

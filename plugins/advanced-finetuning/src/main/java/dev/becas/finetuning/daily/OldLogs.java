package dev.becas.finetuning.daily;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes the rolled log files of days that are over for longer than their retention, as outside work. The file that
/// is written to, and what others put into the folder, stays.
public final class OldLogs implements OutboxWorker {
    /// The kind of outside work.
    public static final String KIND = "remove-old-logs";

    private static final Logger LOG = LoggerFactory.getLogger(OldLogs.class);
    private static final Pattern ROLLED = Pattern.compile("becas\\.(\\d{4}-\\d{2}-\\d{2})\\.\\d+\\.log\\.gz");

    private final Path folder;
    private final Duration retention;

    /// @param dataFolder the logs lie beside it
    /// @param retention how long a log is kept after its day
    public OldLogs(Path dataFolder, Duration retention) {
        this.folder = dataFolder.toAbsolutePath().resolveSibling("logs");
        this.retention = retention;
    }

    /// What is asked for.
    ///
    /// @param due from when the age counts
    record Day(Instant due) {}

    @Override
    public Effect perform(OutboxItem item) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Effect.NOTHING;
        }
        LocalDate kept = LocalDate.ofInstant(item.payload(Day.class).due().minus(retention), ZoneOffset.UTC);
        List<Path> old;
        try (Stream<Path> all = Files.list(folder)) {
            old = all.filter(file -> isBefore(file, kept)).sorted().toList();
        }
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
        if (!old.isEmpty()) {
            LOG.info("removed {} log files of days before {}", old.size(), kept);
        }
        return Effect.NOTHING;
    }

    private static boolean isBefore(Path file, LocalDate kept) {
        Matcher name = ROLLED.matcher(String.valueOf(file.getFileName()));
        try {
            return name.matches() && LocalDate.parse(name.group(1)).isBefore(kept);
        } catch (DateTimeException e) {
            return false; // a name with a day that does not exist is none of ours
        }
    }
}

package dev.becas.finetuning.daily;

import dev.becas.finetuning.dataset.ExampleSource;
import dev.becas.finetuning.dataset.FrozenExample;
import dev.becas.finetuning.dataset.Lines;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.finetuning.export.PartFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Writes the examples that were settled in the last day, and all of them, in one pass over the store: so memory is the
/// same however many there are, and nothing is compared. What a person labelled is settled at once, what was decided
/// without one when the appeal window is over: so each is in the file of one day. A set that would be empty is not
/// there.
final class DailyFiles {
    private static final Duration DAY = Duration.ofDays(1);
    private static final long MIB = 1024L * 1024L;

    private final DailyFolder folder;
    private final int maxFileMb;
    private final Duration appealWindow;

    /// @param maxFileMb a file's size from which the next one is begun, in MiB
    DailyFiles(DailyFolder folder, int maxFileMb, Duration appealWindow) {
        this.folder = folder;
        this.maxFileMb = maxFileMb;
        this.appealWindow = appealWindow;
    }

    /// Writes both sets as of `due`.
    ///
    /// @return the checks of the sets that are there
    List<DailyCheck> write(Instant due, ExampleSource source) throws Exception {
        Files.createDirectories(folder.path());
        DailyFolder.removeUnfinished(folder.path());
        Lines lines = Lines.outsideDatasets();
        try (Set day = new Set(folder.dated(due));
                Set master = new Set(folder.master())) {
            source.forEach(example -> {
                try {
                    int length = lines.write(example);
                    master.add(example, lines.bytes(), length);
                    if (isOfTheDay(example, due)) {
                        day.add(example, lines.bytes(), length);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            List<DailyCheck> checks = new ArrayList<>(day.end(due));
            checks.addAll(master.end(due));
            return checks;
        }
    }

    private boolean isOfTheDay(FrozenExample example, Instant due) {
        Instant settled = example.labelSource().equals("human")
                ? example.at()
                : example.at().plus(appealWindow);
        return settled.isAfter(due.minus(DAY)) && !settled.isAfter(due);
    }

    private final class Set implements AutoCloseable {
        private final String name;
        private final Tally tally;
        private final PartFiles files;

        Set(String name) throws IOException {
            this.name = name;
            this.tally = new Tally(folder.category(), maxFileMb);
            this.files = new PartFiles(folder.path(), name, maxFileMb * MIB);
        }

        void add(FrozenExample example, byte[] line, int length) throws IOException {
            files.write(line, length);
            tally.add(example);
        }

        List<DailyCheck> end(Instant due) throws IOException {
            int before = DailyFolder.readCheck(folder.path(), name)
                    .map(DailyCheck::lines)
                    .orElse(0);
            if (tally.lines() == 0) {
                remove(List.of());
                Files.deleteIfExists(DailyFolder.check(folder.path(), name));
                return List.of();
            }
            List<Manifest.FileRecord> written = files.putInPlace();
            DailyCheck check = tally.check(due, written, before, List.of());
            DailyFolder.writeCheck(folder.path(), name, check);
            remove(written.stream().map(Manifest.FileRecord::name).toList());
            return List.of(check);
        }

        /// What was larger before leaves files that are not of the set any more.
        private void remove(List<String> but) throws IOException {
            for (Path file : DailyFolder.files(folder.path(), name)) {
                if (!but.contains(String.valueOf(file.getFileName()))) {
                    Files.delete(file);
                }
            }
        }

        @Override
        public void close() throws IOException {
            files.close();
        }
    }
}

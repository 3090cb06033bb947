package dev.becas.finetuning.daily;

import dev.becas.finetuning.export.PartFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Packs old files. First the packed ones are whole, then the check is beside them, then the old ones go: cut off at
/// any instant, it can be done again.
final class Archive {
    private final DailyFolder folder;

    Archive(DailyFolder folder) {
        this.folder = folder;
    }

    /// Archives the dated sets of the days before `before`.
    ///
    /// @return their names
    List<String> take(Instant before) throws IOException {
        LocalDate kept = LocalDate.ofInstant(before, ZoneOffset.UTC);
        List<String> taken = new ArrayList<>();
        for (String set : DailyFolder.sets(folder.path())) {
            if (DailyFolder.day(set).filter(day -> day.isBefore(kept)).isPresent()) {
                take(set);
                taken.add(set);
            }
        }
        return taken;
    }

    private void take(String set) throws IOException {
        Files.createDirectories(folder.archive());
        List<Path> files = DailyFolder.files(folder.path(), set);
        for (Path file : files) {
            pack(file);
        }
        Path check = DailyFolder.check(folder.path(), set);
        if (Files.exists(check)) {
            Files.copy(check, DailyFolder.check(folder.archive(), set), StandardCopyOption.REPLACE_EXISTING);
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.deleteIfExists(check);
    }

    private void pack(Path file) throws IOException {
        String name = file.getFileName() + DailyFolder.PACKED;
        Path unfinished = folder.archive().resolve(name + PartFiles.UNFINISHED);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(unfinished))) {
            Files.copy(file, out);
        }
        DailyFolder.replace(unfinished, folder.archive().resolve(name));
    }
}

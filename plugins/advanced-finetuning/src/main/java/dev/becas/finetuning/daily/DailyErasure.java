package dev.becas.finetuning.daily;

import dev.becas.finetuning.dataset.DatasetIds;
import dev.becas.finetuning.dataset.HashedFile;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.finetuning.dataset.Reviser;
import dev.becas.finetuning.dataset.Revision;
import dev.becas.finetuning.export.PartFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Takes what was erased out of the daily files, in the archive too.
///
/// The new files of a set are made beside the old ones, then its check is replaced, then the files. Done again after a
/// kill it finds either files that still hold what was erased, and a check that is made once more from all of them, or
/// nothing left to do.
public final class DailyErasure {
    private final Path datasets;
    private final int maxFileMb;

    /// @param datasets the folder of all datasets
    public DailyErasure(Path datasets, int maxFileMb) {
        this.datasets = datasets;
        this.maxFileMb = maxFileMb;
    }

    /// Erases.
    ///
    /// @param erasure the event that asks for it
    /// @return in words, one a category whose files held something
    public List<String> erase(Revision revision, String erasure) throws IOException {
        List<String> said = new ArrayList<>();
        for (DailyFolder folder : DailyFolder.all(datasets)) {
            int sets = 0;
            for (Path place : List.of(folder.path(), folder.archive())) {
                DailyFolder.removeUnfinished(place);
                for (String name : DailyFolder.sets(place)) {
                    sets += erase(new Set(folder.category(), place, name), revision, erasure) ? 1 : 0;
                }
            }
            if (sets > 0) {
                said.add("daily files of " + folder.category() + " (" + sets + ")");
            }
        }
        return said;
    }

    private record Set(String category, Path place, String name) {
        List<Path> files() throws IOException {
            return DailyFolder.files(place, name);
        }

        Optional<DailyCheck> check() throws IOException {
            return DailyFolder.readCheck(place, name);
        }
    }

    /// Whether the erasure took something of the set, now or before it was cut off.
    private boolean erase(Set set, Revision revision, String erasure) throws IOException {
        List<Path> files = set.files();
        boolean concerned = false;
        for (Path file : files) {
            concerned = concerned || concerns(file, revision);
        }
        if (concerned) {
            rewrite(set, files, revision, erasure);
        }
        return set.check().map(check -> check.erasures().contains(erasure)).orElse(concerned);
    }

    private static boolean concerns(Path file, Revision revision) throws IOException {
        try (BufferedReader reader = reader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (revision.concerns(DatasetIds.in(line, file))) {
                    return true;
                }
            }
            return false;
        }
    }

    private void rewrite(Set set, List<Path> files, Revision revision, String erasure) throws IOException {
        Tally tally = new Tally(set.category(), maxFileMb);
        List<Manifest.FileRecord> records = new ArrayList<>();
        for (Path file : files) {
            Manifest.FileRecord record = rewrite(file, revision, tally);
            if (record.lines() > 0) {
                records.add(record);
            }
        }
        Optional<DailyCheck> before = set.check();
        if (before.isPresent()) {
            TreeSet<String> erasures = new TreeSet<>(before.get().erasures());
            erasures.add(erasure);
            DailyFolder.writeCheck(
                    set.place(), set.name(), tally.check(before.get().asOf(), records, 0, List.copyOf(erasures)));
        }
        for (Path file : files) {
            Path unfinished = unfinished(file);
            if (records.stream().anyMatch(record -> record.name().equals(plainName(file)))) {
                Reviser.sync(unfinished);
                DailyFolder.replace(unfinished, file);
            } else {
                Files.delete(unfinished);
                Files.delete(file);
            }
        }
    }

    private static Manifest.FileRecord rewrite(Path file, Revision revision, Tally tally) throws IOException {
        Path plain = file.resolveSibling(plainName(file) + PartFiles.UNFINISHED);
        Manifest.FileRecord record;
        try (BufferedReader reader = reader(file);
                HashedFile out = new HashedFile(plain)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String after = revision.after(DatasetIds.in(line, file), line);
                if (after != null) {
                    byte[] bytes = (after + "\n").getBytes(StandardCharsets.UTF_8);
                    out.writeLine(bytes, bytes.length);
                    tally.add(after);
                }
            }
            record = out.record();
        }
        if (isPacked(file)) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(unfinished(file)))) {
                Files.copy(plain, out);
            }
            Files.delete(plain);
        }
        return new Manifest.FileRecord(plainName(file), record.lines(), record.bytes(), record.sha256());
    }

    private static BufferedReader reader(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return new BufferedReader(
                new InputStreamReader(isPacked(file) ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8));
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + PartFiles.UNFINISHED);
    }

    private static boolean isPacked(Path file) {
        return file.toString().endsWith(DailyFolder.PACKED);
    }

    private static String plainName(Path file) {
        String name = String.valueOf(file.getFileName());
        return isPacked(file) ? name.substring(0, name.length() - DailyFolder.PACKED.length()) : name;
    }
}

package dev.becas.finetuning.export;

import dev.becas.finetuning.dataset.HashedFile;
import dev.becas.finetuning.dataset.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// Lines in `{base}.jsonl`, going on in `{base}-2.jsonl`, `-3`, ... beyond a size. Until [#putInPlace()] they lie under
/// other names, so that what was there before is whole until the new files are.
public final class PartFiles implements AutoCloseable {
    /// What the name of a file ends with that is not whole yet.
    public static final String UNFINISHED = ".part";

    private final Path folder;
    private final String base;
    private final long bytesMax;
    private final List<Manifest.FileRecord> records = new ArrayList<>();
    private HashedFile out;

    /// Begins the first file.
    public PartFiles(Path folder, String base, long bytesMax) throws IOException {
        this.folder = folder;
        this.base = base;
        this.bytesMax = bytesMax;
        this.out = open();
    }

    void write(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, bytes.length);
    }

    /// Writes the first `length` bytes of `line`, which end in a line break.
    public void write(byte[] line, int length) throws IOException {
        if (out.bytes() > 0 && out.bytes() + length > bytesMax) {
            end();
            out = open();
        }
        out.writeLine(line, length);
    }

    /// Ends the last file and gives all of them their names.
    ///
    /// @return the files, in order
    public List<Manifest.FileRecord> putInPlace() throws IOException {
        end();
        for (Manifest.FileRecord record : records) {
            Files.move(
                    folder.resolve(record.name() + UNFINISHED),
                    folder.resolve(record.name()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return List.copyOf(records);
    }

    private HashedFile open() throws IOException {
        return new HashedFile(folder.resolve(name(records.size() + 1) + UNFINISHED));
    }

    private void end() throws IOException {
        out.close();
        Manifest.FileRecord record = out.record();
        records.add(new Manifest.FileRecord(name(records.size() + 1), record.lines(), record.bytes(), record.sha256()));
    }

    private String name(int part) {
        return base + (part == 1 ? "" : "-" + part) + ".jsonl";
    }

    /// Removes what has not got its name.
    @Override
    public void close() throws IOException {
        out.close();
        for (int part = 1; part <= records.size() + 1; part++) {
            Files.deleteIfExists(folder.resolve(name(part) + UNFINISHED));
        }
    }
}

package dev.becas.finetuning.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Copies a dataset into files for others: `{name}_{unixMillis}.jsonl`, going on in `-2`, `-3`, ... beyond `maxFileMb`.
/// Whether an example is for training or evaluation stands in its metadata.
public final class Exporter {
    private final long bytesMax;

    /// @param maxFileMb a file's size from which the next one is begun, in MiB
    public Exporter(int maxFileMb) {
        this.bytesMax = maxFileMb * 1024L * 1024L;
    }

    /// Exports the dataset in `folder` into `target`.
    ///
    /// @return the files, in order
    public List<Manifest.FileRecord> export(Path folder, Path target) throws IOException {
        Manifest manifest = Freezer.readManifest(folder);
        Files.createDirectories(target);
        String name = manifest.name() + "_" + manifest.asOf().toEpochMilli();
        List<Manifest.FileRecord> written = new ArrayList<>();
        HashedFile out = new HashedFile(target.resolve(name + ".jsonl"));
        try {
            for (Manifest.FileRecord file : manifest.files()) {
                try (BufferedReader reader = Files.newBufferedReader(folder.resolve(file.name()))) {
                    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
                        if (out.bytes() > 0 && out.bytes() + bytes.length > bytesMax) {
                            out.close();
                            written.add(out.record());
                            out = new HashedFile(target.resolve(name + "-" + (written.size() + 1) + ".jsonl"));
                        }
                        out.writeLine(bytes, bytes.length);
                    }
                }
            }
        } finally {
            out.close();
        }
        written.add(out.record());
        return written;
    }
}

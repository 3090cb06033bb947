package dev.becas.finetuning.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The ids of a dataset's examples, from its files. A line begins with its id, so it need not be read as JSON.
public final class DatasetIds {
    private static final String BEFORE = "{\"id\":\"";

    private DatasetIds() {}

    /// What is done with each id.
    @FunctionalInterface
    public interface Sink {
        void accept(String id) throws Exception;
    }

    /// The id in a line of `file`.
    public static String in(String line, Path file) throws IOException {
        int end = line.indexOf('"', BEFORE.length());
        if (!line.startsWith(BEFORE) || end < 0) {
            throw new IOException(file + ": a line must begin with its id but begins with "
                    + line.substring(0, Math.min(40, line.length())));
        }
        return line.substring(BEFORE.length(), end);
    }

    /// Gives every id once.
    public static void forEach(Path folder, Sink sink) throws Exception {
        for (Manifest.FileRecord file : Freezer.readManifest(folder).files()) {
            Path path = folder.resolve(file.name());
            try (BufferedReader reader = Files.newBufferedReader(path)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    sink.accept(in(line, path));
                }
            }
        }
    }
}

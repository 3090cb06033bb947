package dev.becas.gputrainer.train;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Reads or writes a file as if nobody interrupted: an interruption closes a file in the middle, so it is taken down
/// until the file is done, and stands again then.
public final class WholeFile {
    private WholeFile() {}

    /// Work on a file that may be begun again.
    @FunctionalInterface
    interface FileWork<T> {
        T run() throws IOException;
    }

    /// Writes a small text beside the file, then puts it in the file's place: who reads sees the old one or the new
    /// one.
    public static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        with(() -> Files.writeString(part, text));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static <T> T with(FileWork<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

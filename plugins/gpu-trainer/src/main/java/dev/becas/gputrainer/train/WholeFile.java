package dev.becas.gputrainer.train;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/// Reads or writes a file as if nobody interrupted: an interruption closes a file in the middle, so it is taken down
/// until the file is done, and stands again then.
final class WholeFile {
    private WholeFile() {}

    /// Work on a file that may be begun again.
    @FunctionalInterface
    interface FileWork<T> {
        T run() throws IOException;
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

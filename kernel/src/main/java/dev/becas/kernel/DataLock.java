package dev.becas.kernel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// One process a data folder. The operating system lets go of the lock when the process ends, however it ends.
final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataLock take(Path folder) throws IOException {
        Path file = folder.resolve("becas.lock");
        Path owner = folder.resolve("becas.pid");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            String who = Files.exists(owner) ? Files.readString(owner).strip() : "unknown";
            throw new IOException("the data folder " + folder + " is in use by process " + who
                    + "; stop that Becas first, or use another folder");
        }
        Files.writeString(owner, ProcessHandle.current().pid() + "\n", StandardCharsets.UTF_8);
        return new DataLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot let go of the data folder's lock", e);
        }
    }
}

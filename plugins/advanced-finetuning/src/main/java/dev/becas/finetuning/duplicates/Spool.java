package dev.becas.finetuning.duplicates;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A temporary file for what is needed once more soon and would be too much to keep: written from front to back, read
/// at any place, gone when it is closed.
public final class Spool implements Closeable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long written;

    private Spool(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Makes one in the system's folder for temporary files.
    public static Spool open() throws IOException {
        Path path = Files.createTempFile("becas-", ".spool");
        return new Spool(
                path,
                FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /// Adds the first `length` of the bytes.
    ///
    /// @return where they begin
    public synchronized long append(byte[] bytes, int length) throws IOException {
        long start = size();
        if (length > buffer.remaining()) {
            flush();
        }
        if (length > buffer.remaining()) {
            writeAll(ByteBuffer.wrap(bytes, 0, length));
        } else {
            buffer.put(bytes, 0, length);
        }
        return start;
    }

    /// How many bytes there are.
    public synchronized long size() {
        return written + buffer.position();
    }

    /// Reads `length` bytes from `start` on into the front of `into`.
    public void read(long start, byte[] into, int length) throws IOException {
        flushUpTo(start + length);
        ByteBuffer target = ByteBuffer.wrap(into, 0, length);
        for (long at = start; target.hasRemaining(); ) {
            int read = channel.read(target, at);
            if (read < 0) {
                throw new EOFException(path + " ends at " + at + " but must reach " + (start + length));
            }
            at += read;
        }
    }

    private synchronized void flushUpTo(long end) throws IOException {
        if (end > written) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        writeAll(buffer);
        buffer.clear();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            written += channel.write(bytes, written);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

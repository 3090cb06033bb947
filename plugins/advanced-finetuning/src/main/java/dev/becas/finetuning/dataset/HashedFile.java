package dev.becas.finetuning.dataset;

import dev.becas.kernel.id.Ids;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A file of lines that knows its own hash.
public final class HashedFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Path path;
    private final MessageDigest digest = Ids.newSha256();
    private final OutputStream out;
    private int lines;
    private long bytes;

    /// Begins the file anew.
    public HashedFile(Path path) throws IOException {
        this.path = path;
        this.out = new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES);
    }

    /// Writes the first `length` bytes of `line`, which end in a line break.
    public void writeLine(byte[] line, int length) throws IOException {
        out.write(line, 0, length);
        digest.update(line, 0, length);
        lines++;
        bytes += length;
    }

    /// How much was written.
    public long bytes() {
        return bytes;
    }

    /// What the file is; call once, after the last line.
    public Manifest.FileRecord record() {
        return new Manifest.FileRecord(
                String.valueOf(path.getFileName()), lines, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

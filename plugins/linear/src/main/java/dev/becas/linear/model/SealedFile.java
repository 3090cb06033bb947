package dev.becas.linear.model;

import dev.becas.kernel.id.Ids;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A small binary file under a seal: 8 letters that say what it is, its version, the SHA-256 of its body, its body.
/// Written whole or not at all; read only when the seal holds.
///
/// @param magic 8 ASCII letters
/// @param version of the body's layout; a file of another is refused
/// @param bodyBytesMax a longer body is refused before it is read
public record SealedFile(String magic, int version, long bodyBytesMax) {
    private static final int MAGIC_BYTES = 8;
    private static final int DIGEST_BYTES = 32;
    private static final int HEAD_BYTES = MAGIC_BYTES + 4 + DIGEST_BYTES;

    public SealedFile {
        if (magic.length() != MAGIC_BYTES) {
            throw new IllegalArgumentException("magic must be 8 letters but was " + magic);
        }
    }

    /// Writes `body` beside `file`, forces it to the disk, then moves it into place.
    public void write(Path file, byte[] body) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        head.put(magic.getBytes(StandardCharsets.US_ASCII))
                .putInt(version)
                .put(sha256(body))
                .flip();
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel out = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(out, head);
            writeFully(out, ByteBuffer.wrap(body));
            out.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /// The SHA-256 of the whole file, in hexadecimal.
    ///
    /// @throws IOException when the file is longer than it may be, or cannot be read
    public String fileDigest(Path file) throws IOException {
        requireSize(file, 0);
        return hex(sha256(Files.readAllBytes(file)));
    }

    private void requireSize(Path file, long least) throws IOException {
        long size = Files.size(file);
        long most = HEAD_BYTES + bodyBytesMax;
        if (size < least || size > most) {
            throw new IOException(file + ": size must be in [" + least + ", " + most + "] bytes but was " + size);
        }
    }

    /// Reads the body.
    ///
    /// @throws IOException when the file is too short or too long, of another kind or version, or its digest differs
    public FieldReader read(Path file) throws IOException {
        requireSize(file, HEAD_BYTES);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        FieldReader head = new FieldReader(file, bytes.slice(0, HEAD_BYTES));
        String found = head.latin("magic", MAGIC_BYTES);
        head.require(found.equals(magic), "magic", "be " + magic, printable(found));
        head.integer("format version", version, version);
        String told = head.hexadecimal("digest", DIGEST_BYTES);
        ByteBuffer body = bytes.slice(HEAD_BYTES, bytes.limit() - HEAD_BYTES);
        String real = hex(sha256(body));
        head.require(real.equals(told), "digest", "be " + real + ", the SHA-256 of the rest,", told);
        return new FieldReader(file, body);
    }

    static byte[] sha256(byte[] bytes) {
        return sha256(ByteBuffer.wrap(bytes));
    }

    private static byte[] sha256(ByteBuffer bytes) {
        MessageDigest digest = Ids.newSha256();
        digest.update(bytes.duplicate());
        return digest.digest();
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}

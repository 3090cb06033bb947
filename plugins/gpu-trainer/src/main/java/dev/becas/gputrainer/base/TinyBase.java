package dev.becas.gputrainer.base;

import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.kernel.id.Ids;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The tiny base, which lies in the plugin's own jar with its SHA-256: the one model for which nothing need be fetched.
/// Engines read files, so it is laid into the folder of fetched models when it is first asked for.
final class TinyBase {
    private static final String RESOURCE = "tiny.gguf";
    private static final int DIGITS_SHOWN = 8;

    private TinyBase() {}

    /// Its file in the folder of fetched models. Its name holds the beginning of its digest, so that the model of
    /// another version of Becas may lie beside it.
    ///
    /// @throws IOException one sentence, when this build has none or it cannot be written
    static Path in(Path models) throws IOException {
        String sha256 = sha256();
        Path file = models.resolve(BaseFiles.TINY + "-" + sha256.substring(0, DIGITS_SHOWN) + ".gguf");
        if (!Files.isRegularFile(file) || !GgufFile.sha256(file).equals(sha256)) {
            Files.createDirectories(models);
            put(sha256, file);
        }
        return file;
    }

    /// The digest of the file that this build ships.
    static String sha256() throws IOException {
        try (InputStream in = open(RESOURCE + ".sha256")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).split(" ", 2)[0];
        }
    }

    private static void put(String sha256, Path file) throws IOException {
        Path part = Files.createTempFile(file.getParent(), BaseFiles.TINY, ".part");
        MessageDigest digest = Ids.newSha256();
        try (InputStream in = new DigestInputStream(open(RESOURCE), digest)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            String real = HexFormat.of().formatHex(digest.digest());
            if (!real.equals(sha256)) {
                throw new IOException("sha256 of the tiny base in the jar must be " + sha256 + " but was " + real);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = TinyBase.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException(
                    "this build holds no tiny base (" + name + "): make it by datasets/rebuild-tiny-base");
        }
        return in;
    }
}

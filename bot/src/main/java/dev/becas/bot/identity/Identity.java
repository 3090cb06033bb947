package dev.becas.bot.identity;

import dev.becas.bot.app.Home;
import dev.becas.kernel.id.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.BinaryOperator;

/// What keyed hashes hang on.
///
/// @param secret of the installation
/// @param newSalt makes a user's salt from guild and user id
public record Identity(String secret, BinaryOperator<String> newSalt) {
    private static final int BYTES = 32;

    /// A real installation's: random, kept in `data/secret` for the owner's eyes only.
    public static Identity of(Home home) throws IOException {
        Path file = home.data().resolve("secret");
        SecureRandom random = new SecureRandom();
        if (!Files.exists(file)) {
            Files.createDirectories(home.data());
            Path fresh = Files.createTempFile(
                    home.data(),
                    "secret",
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, hex(random));
            Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        }
        return new Identity(Files.readString(file).strip(), (guild, user) -> hex(random));
    }

    /// That of a recorded or generated conversation: the same on every run of one seed.
    public static Identity ofSeed(long seed) {
        String secret = Ids.of("identity", Long.toString(seed));
        return new Identity(secret, (guild, user) -> Ids.of("salt", secret, guild, user));
    }

    private static String hex(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

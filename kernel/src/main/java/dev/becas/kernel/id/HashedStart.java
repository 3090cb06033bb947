package dev.becas.kernel.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// SHA-256 of many texts that begin alike: the beginning is hashed once. For any number of threads.
public final class HashedStart {
    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest hashed = Ids.newSha256();

    /// @param start what all texts begin with; it must not end between the halves of a character
    public HashedStart(String start) {
        hashed.update(start.getBytes(StandardCharsets.UTF_8));
    }

    /// What [Ids#sha256Hex] says of start and `rest` together.
    public String sha256Hex(String rest) {
        try {
            MessageDigest whole = (MessageDigest) hashed.clone();
            return HEX.formatHex(whole.digest(rest.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's SHA-256 cannot be copied", e);
        }
    }
}

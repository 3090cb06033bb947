package dev.becas.kernel.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Deterministic ids: 24 hexadecimal digits (96 bits) of SHA-256 over the parts, so that a run that was killed and
/// went on names everything as an unbroken one does. With 10^9 ids the chance of one collision is below 10^-11.
public final class Ids {
    private static final int DIGITS = 24;
    private static final HexFormat HEX = HexFormat.of();
    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Ids::newSha256);

    private Ids() {}

    /// The id of what `cause` led to: `kind` says what it is, `ordinal` which one of several.
    public static String derive(String causeId, String kind, long ordinal) {
        return of(causeId, kind, Long.toString(ordinal));
    }

    /// The id of anything that is named by these parts, in this order.
    public static String of(String... parts) {
        return sha256Hex(String.join("\u0000", parts)).substring(0, DIGITS);
    }

    /// A stable hash of `text` in [0, `bound`): the same on every machine and run, for sampling and sharing out.
    public static int bucket(String text, int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be above 0 but was " + bound);
        }
        byte[] digest = digest(text);
        long bits = 0;
        for (int i = 0; i < 7; i++) {
            bits = bits << 8 | (digest[i] & 0xffL);
        }
        return (int) (bits % bound);
    }

    /// SHA-256 of the UTF-8 form of `text`, 64 hexadecimal digits.
    public static String sha256Hex(String text) {
        return HEX.formatHex(digest(text));
    }

    private static byte[] digest(String text) {
        return SHA256.get().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A new SHA-256, for what comes piece by piece. For one thread.
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}

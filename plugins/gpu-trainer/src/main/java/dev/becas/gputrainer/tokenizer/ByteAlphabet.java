package dev.becas.gputrainer.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The visible character that stands for each byte in a byte-level vocabulary: `bytes_to_unicode` of GPT-2. Printable
/// bytes of Latin-1 stand for themselves, the others for U+0100 and on, in order: a space is `Ġ`.
final class ByteAlphabet {
    private static final char[] CHARACTERS = new char[256];
    private static final int[] BYTES = new int[512];

    static {
        Arrays.fill(BYTES, -1);
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            CHARACTERS[b] = (char) (printable ? b : next++);
            BYTES[CHARACTERS[b]] = b;
        }
    }

    private ByteAlphabet() {}

    static char character(int unsignedByte) {
        return CHARACTERS[unsignedByte];
    }

    static String show(byte[] bytes) {
        char[] shown = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            shown[i] = CHARACTERS[Byte.toUnsignedInt(bytes[i])];
        }
        return new String(shown);
    }

    /// The bytes of a token; a character that stands for no byte is taken as it is.
    static byte[] bytes(String token) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(token.length());
        token.codePoints().forEach(c -> {
            if (c < BYTES.length && BYTES[c] >= 0) {
                bytes.write(BYTES[c]);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }
}

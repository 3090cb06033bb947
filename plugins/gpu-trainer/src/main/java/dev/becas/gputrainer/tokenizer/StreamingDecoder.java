package dev.becas.gputrainer.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text from tokens as they come. A character whose bytes are spread over tokens is given out with its last byte. For
/// one thread.
public final class StreamingDecoder {
    private final Tokenizer tokenizer;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean dropsSpace;

    StreamingDecoder(Tokenizer tokenizer, boolean dropsSpace) {
        this.tokenizer = tokenizer;
        this.dropsSpace = dropsSpace;
    }

    /// The text that this token completes; may be empty.
    public String next(int id) {
        pending.writeBytes(tokenizer.bytes(id));
        byte[] bytes = pending.toByteArray();
        int whole = bytes.length - unfinished(bytes);
        pending.reset();
        pending.write(bytes, whole, bytes.length - whole);
        return text(Arrays.copyOf(bytes, whole));
    }

    /// What is left at the end: an unfinished character becomes U+FFFD.
    public String finish() {
        byte[] bytes = pending.toByteArray();
        pending.reset();
        return text(bytes);
    }

    private String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!dropsSpace || text.isEmpty()) {
            return text;
        }
        dropsSpace = false;
        return text.startsWith(" ") ? text.substring(1) : text;
    }

    /// How many bytes at the end may be the beginning of a character.
    private static int unfinished(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int b = Byte.toUnsignedInt(bytes[bytes.length - back]);
            if (b >= 0xC0) {
                int needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return needed > back ? back : 0;
            }
            if (b < 0x80) {
                return 0;
            }
        }
        return 0;
    }
}

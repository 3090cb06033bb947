package dev.becas.bot.moderation.rules;

import dev.becas.bot.moderation.text.NormalizedText;
import java.time.Instant;

/// What the flood detector remembers of a message: nothing that was said.
///
/// @param mentions people, roles and everyones that it calls
/// @param fingerprint equal for messages that say the same; 0 for one too short to tell
public record Posting(String messageId, String authorKey, Instant at, int mentions, long fingerprint) {
    /// Symbols from which two equal messages are no chance: `lol` and `ok` may be said often.
    static final int FINGERPRINT_SYMBOLS_MIN = 8;

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    public static Posting of(String messageId, String authorKey, Instant at, NormalizedText text) {
        return new Posting(messageId, authorKey, at, mentions(text.content()), fingerprint(text));
    }

    /// FNV-1a over the classes of the folded symbols: disguises and blanks do not make a message another one.
    private static long fingerprint(NormalizedText text) {
        if (text.folded().length() < FINGERPRINT_SYMBOLS_MIN) {
            return 0;
        }
        long hash = FNV_OFFSET;
        for (int run = 0; run < text.folded().runs(); run++) {
            hash = (hash ^ text.folded().symbolClass(text.folded().runStart(run))) * FNV_PRIME;
        }
        return hash == 0 ? 1 : hash;
    }

    /// Counts `<@id>`, `<@!id>`, `<@&id>`, `@everyone` and `@here`.
    static int mentions(String content) {
        int count = 0;
        for (int at = content.indexOf('@'); at >= 0; at = content.indexOf('@', at + 1)) {
            boolean called = content.startsWith("everyone", at + 1) || content.startsWith("here", at + 1);
            if (called || (at > 0 && content.charAt(at - 1) == '<' && isId(content, at + 1))) {
                count++;
            }
        }
        return count;
    }

    private static boolean isId(String content, int from) {
        int at = from < content.length() && "!&".indexOf(content.charAt(from)) >= 0 ? from + 1 : from;
        return at < content.length() && Character.isLetterOrDigit(content.charAt(at));
    }
}

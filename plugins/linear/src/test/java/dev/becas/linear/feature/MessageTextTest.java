package dev.becas.linear.feature;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MessageTextTest {
    @Test
    void findsALinkWhateverWasReadBefore() {
        MessageText used = new MessageText();
        used.read("/".repeat(200), 0, 200);
        assertTrue(linkIn(used, "see https://example.com/x"));
        used.read("x".repeat(200), 0, 200);
        assertTrue(linkIn(used, "see https://example.com/x"));
        used.read("/".repeat(200), 0, 200);
        assertFalse(linkIn(used, "either a/b or c/d"));
    }

    private static boolean linkIn(MessageText message, String text) {
        message.read(text, 0, text.length());
        return message.link;
    }
}

package dev.becas.bot.moderation.links;

import dev.becas.bot.moderation.text.PlainText;
import dev.becas.kernel.flow.Span;

/// A plain text with the usual ways of breaking a link mended: `hxxp`, `[.]`, `(dot)`, `[:]`, ideographic stops.
final class ReadableText {
    private static final int MARK_CHARS_MAX = 6;

    private final PlainText plain;
    private final char[] chars;
    private final int[] places;
    private final boolean[] mended;
    private int length;

    ReadableText(PlainText plain) {
        this.plain = plain;
        String text = plain.text();
        this.chars = new char[text.length()];
        this.places = new int[text.length() + 1];
        this.mended = new boolean[text.length()];
        for (int at = 0; at < text.length(); ) {
            at = take(text, at);
        }
        places[length] = text.length();
    }

    int length() {
        return length;
    }

    char at(int index) {
        return chars[index];
    }

    String text(int from, int to) {
        return new String(chars, from, to - from);
    }

    Span original(int from, int to) {
        return plain.original(places[from], places[to - 1] + 1);
    }

    boolean isMended(int from, int to) {
        for (int i = from; i < to; i++) {
            if (mended[i]) {
                return true;
            }
        }
        return false;
    }

    private int take(String text, int at) {
        char c = text.charAt(at);
        if (c == '[' || c == '(' || c == '{') {
            int close = closing(text, at);
            char stands =
                    close < 0 ? 0 : standsFor(text.substring(at + 1, close).strip());
            if (stands != 0) {
                while (stands == '.' && length > 0 && chars[length - 1] == ' ') {
                    length--; // a blank before the bracket is part of the trick
                }
                add(stands, at, true);
                return stands == '.' && close + 1 < text.length() && text.charAt(close + 1) == ' '
                        ? close + 2
                        : close + 1;
            }
        } else if (c == '\u3002') {
            add('.', at, true);
            return at + 1;
        } else if (c == 'x' && length > 0 && chars[length - 1] == 'h' && text.startsWith("xxp", at)) {
            add('t', at, true);
            add('t', at + 1, true);
            return at + 2;
        }
        add(c, at, false);
        return at + 1;
    }

    private static int closing(String text, int open) {
        char wanted = text.charAt(open) == '[' ? ']' : text.charAt(open) == '(' ? ')' : '}';
        int limit = Math.min(text.length(), open + 2 + MARK_CHARS_MAX);
        for (int i = open + 1; i < limit; i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static char standsFor(String inside) {
        return switch (inside) {
            case ".", "dot", "punkt", "punto" -> '.';
            case ":" -> ':';
            case "/" -> '/';
            default -> 0;
        };
    }

    private void add(char c, int place, boolean isMended) {
        chars[length] = c;
        places[length] = place;
        mended[length] = isMended;
        length++;
    }
}

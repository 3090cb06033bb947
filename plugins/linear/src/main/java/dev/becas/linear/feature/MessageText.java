package dev.becas.linear.feature;

/// One line's text, made ready for n-grams: lower case, one space for any run of spaces, a space before and after; the
/// words in it as hashes; and its shape. Reused from line to line.
final class MessageText {
    /// The most characters looked at; Discord's own limit on a message is 4,000.
    static final int CHARACTERS_MAX = 4_000;
    /// The most words looked at.
    static final int WORDS_MAX = 800;

    final char[] characters = new char[CHARACTERS_MAX + 2];
    final int[] words = new int[WORDS_MAX];
    int length;
    int wordCount;
    int upperCase;
    int digits;
    int symbols;
    int mentions;
    boolean link;

    /// Reads `text[from, to)`.
    void read(String text, int from, int to) {
        length = wordCount = upperCase = digits = symbols = mentions = 0;
        link = false;
        characters[length++] = ' ';
        for (int i = from; i < Math.min(to, from + CHARACTERS_MAX); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                space();
            } else {
                char folded = fold(c); // looks at the character before, so the length must not have moved yet
                characters[length++] = folded;
            }
        }
        space();
        splitWords();
    }

    private void space() {
        if (characters[length - 1] != ' ') {
            characters[length++] = ' ';
        }
    }

    private char fold(char c) {
        if (c < 128) {
            if (c >= 'A' && c <= 'Z') {
                upperCase++;
                return (char) (c + 32);
            }
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c < 'a' || c > 'z') {
                symbols++;
                mentions += c == '@' ? 1 : 0;
                link |= c == '/' && length > 1 && characters[length - 1] == '/';
            }
            return c;
        }
        if (Character.isUpperCase(c)) {
            upperCase++;
            return Character.toLowerCase(c);
        }
        return c;
    }

    /// A word is a run of letters and digits; a sign beyond ASCII punctuation (an emoji, say) is a word of its own.
    private void splitWords() {
        int hash = 0;
        int letters = 0;
        for (int i = 0; i < length; i++) {
            char c = characters[i];
            if (isLetter(c)) {
                hash = 31 * hash + c;
                letters++;
                continue;
            }
            if (letters > 0) {
                addWord(hash);
            }
            hash = 0;
            letters = 0;
            if (c >= 0x2190) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < length;
                addWord(pair ? 31 * c + characters[++i] : c);
            }
        }
    }

    private void addWord(int hash) {
        if (wordCount < WORDS_MAX) {
            words[wordCount++] = FeatureRow.mix(hash);
        }
    }

    private static boolean isLetter(char c) {
        return c < 128 ? isBetween('a', c, 'z') || isBetween('0', c, '9') : Character.isLetterOrDigit(c);
    }

    private static boolean isBetween(char first, char c, char last) {
        return c >= first && c <= last;
    }
}

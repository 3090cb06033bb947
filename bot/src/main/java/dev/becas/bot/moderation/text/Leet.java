package dev.becas.bot.moderation.text;

/// Digits and signs that stand for letters. Digits count in any token that also holds a letter; signs only between
/// letters, because at the end of a word they are punctuation.
final class Leet {
    private static final char[] LETTERS = new char[0x80];

    static {
        String pairs = "0o3e4a5s7t8b9g$s@a+t";
        for (int i = 0; i < pairs.length(); i += 2) {
            LETTERS[pairs.charAt(i)] = pairs.charAt(i + 1);
        }
        LETTERS['1'] = FoldedText.I_OR_L;
        LETTERS['!'] = FoldedText.I_OR_L;
        LETTERS['|'] = FoldedText.I_OR_L;
    }

    private Leet() {}

    static boolean isSign(int codePoint) {
        return codePoint < 0x80 && LETTERS[codePoint] != 0 && !isDigit(codePoint);
    }

    static boolean isDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    /// The letter that a digit or sign stands for; the character itself when it stands for none.
    static char letter(int codePoint) {
        char letter = LETTERS[codePoint];
        return letter == 0 ? (char) codePoint : letter;
    }
}

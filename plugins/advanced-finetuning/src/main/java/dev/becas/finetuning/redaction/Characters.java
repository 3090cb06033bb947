package dev.becas.finetuning.redaction;

/// What the hand-written scanners share.
final class Characters {
    private Characters() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLatin(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// Whether a number or a word that starts at `index` does not go on to the left.
    static boolean startsWord(String text, int index) {
        return index == 0 || !Character.isLetterOrDigit(text.charAt(index - 1));
    }

    /// Whether a number or a word that stops before `index` does not go on to the right.
    static boolean endsWord(String text, int index) {
        return index >= text.length() || !Character.isLetterOrDigit(text.charAt(index));
    }

    static int countDigits(CharSequence text, int start, int end) {
        int digits = 0;
        for (int i = start; i < end; i++) {
            digits += isDigit(text.charAt(i)) ? 1 : 0;
        }
        return digits;
    }
}

package dev.becas.finetuning.duplicates;

import java.text.Normalizer;
import java.util.Locale;

/// The form in which texts are compared: compatibility characters unified (NFKC), lower case, invisible characters
/// gone, everything that is neither letter nor digit nor symbol turned into single spaces.
public final class PlainText {
    private PlainText() {}

    /// The text as it is compared. Two texts with one plain form are exact duplicates.
    public static String of(String text) {
        String lower = isPlainAscii(text)
                ? text.toLowerCase(Locale.ROOT)
                : Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (isSeparator(c)) {
                if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
                    plain.append(' ');
                }
            } else if (Character.getType(c) != Character.FORMAT) {
                plain.append(c);
            }
        }
        int end = plain.length();
        return end > 0 && plain.charAt(end - 1) == ' ' ? plain.substring(0, end - 1) : plain.toString();
    }

    private static boolean isPlainAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSeparator(char c) {
        if (c < 128) {
            return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
        }
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }
}

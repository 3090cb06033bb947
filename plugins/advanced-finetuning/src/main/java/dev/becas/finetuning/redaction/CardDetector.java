package dev.becas.finetuning.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Payment cards: 13 to 19 digits in one piece or in groups, whose last digit is right by Luhn's rule.
final class CardDetector implements Detector {
    private static final Pattern DIGITS = Pattern.compile("(?<![\\w.])\\d(?:[ -]?+\\d){12,18}+(?![\\w])");

    @Override
    public void find(String text, Findings findings) {
        Matcher matcher = DIGITS.matcher(text);
        while (matcher.find()) {
            if (holdsLuhn(text, matcher.start(), matcher.end())) {
                findings.add(Sensitive.CARD, matcher.start(), matcher.end());
            }
        }
    }

    static boolean holdsLuhn(CharSequence text, int start, int end) {
        int sum = 0;
        boolean doubled = false;
        boolean allZero = true;
        for (int i = end - 1; i >= start; i--) {
            if (!Characters.isDigit(text.charAt(i))) {
                continue;
            }
            int digit = text.charAt(i) - '0';
            allZero &= digit == 0;
            int value = doubled ? 2 * digit : digit;
            sum += value > 9 ? value - 9 : value;
            doubled = !doubled;
        }
        return sum % 10 == 0 && !allZero;
    }
}

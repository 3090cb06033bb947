package dev.becas.finetuning.redaction;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Telephone numbers: by shape first (groups of digits as people write them), then what libphonenumber knows to be one.
///
/// A date, a grouped amount such as `1 000 000` and a range of years have the shape too and are left alone.
final class PhoneDetector implements Detector {
    private static final int DIGITS_MIN = 7;
    private static final int DIGITS_MAX = 15;
    /// Texts with more digits than this are tables or floods; their numbers are found by shape alone.
    private static final int DIGITS_FOR_LIBRARY_MAX = 200;

    private static final int TRIES_MAX = 20;
    /// Countries whose national numbers are read without a leading `+`.
    private static final List<String> REGIONS = List.of("US", "GB", "DE", "FR", "BR", "IN");

    private static final Pattern NATIONAL_ID = Pattern.compile("(?<![\\w-])\\d{3}-\\d{2}-\\d{4}(?![\\w-])");
    private static final Pattern GROUPS = Pattern.compile("(?<![\\w.])(?:\\+|\\(\\+?+)?+\\d{1,5}+\\)?+"
            + "(?:[ ./-]{1,2}+\\(?+\\d{1,5}+\\)?+){1,6}+(?:\\s?+(?:x|ext\\.?+)\\s?+\\d{1,6}+)?+(?!\\w)");
    private static final Pattern IN_ONE_PIECE = Pattern.compile("(?<![\\w.])(?:\\+|00)[1-9]\\d{6,13}+(?!\\w)");
    private static final Pattern ANNOUNCED = Pattern.compile(
            "(?i)\\b(?:call|phone|tel|mobile|cell|whatsapp|sms|number|text)(?:\\W{1,4}+(?:me|us|at|on|is|to)){0,2}+\\W{1,4}+(\\d{7,15}+)(?!\\w)");
    private static final Pattern DATE = Pattern.compile(
            "\\d{4}[-./ ]\\d{1,2}[-./ ]\\d{1,2}|\\d{1,2}[-./ ]\\d{1,2}[-./ ](?:\\d{2}|\\d{4})|(?:19|20)\\d{2}[ -]{1,3}(?:19|20)\\d{2}");
    private static final Pattern AMOUNT = Pattern.compile("[1-9]\\d{0,2}(?:[ .]\\d{3}){1,5}");

    @Override
    public void find(String text, Findings findings) {
        int digits = Characters.countDigits(text, 0, text.length());
        if (digits < DIGITS_MIN) {
            return;
        }
        addAll(NATIONAL_ID.matcher(text), 0, Sensitive.NATIONAL_ID, findings);
        addGroups(text, findings);
        addAll(IN_ONE_PIECE.matcher(text), 0, Sensitive.PHONE, findings);
        addAll(ANNOUNCED.matcher(text), 1, Sensitive.PHONE, findings);
        if (digits <= DIGITS_FOR_LIBRARY_MAX) {
            addKnown(text, findings);
        }
    }

    private static void addGroups(String text, Findings findings) {
        Matcher matcher = GROUPS.matcher(text);
        while (matcher.find()) {
            String found = matcher.group();
            int extension = found.indexOf('x') < 0 ? found.length() : found.indexOf('x');
            int digits = Characters.countDigits(found, 0, extension);
            if (digits >= DIGITS_MIN && digits <= DIGITS_MAX && !isDateOrAmount(found)) {
                findings.add(Sensitive.PHONE, matcher.start(), matcher.end());
            }
        }
    }

    private static boolean isDateOrAmount(String text) {
        return DATE.matcher(text).matches() || AMOUNT.matcher(text).matches();
    }

    private static void addKnown(String text, Findings findings) {
        for (String region : REGIONS) {
            for (PhoneNumberMatch match :
                    PhoneNumberUtil.getInstance().findNumbers(text, region, Leniency.VALID, TRIES_MAX)) {
                if (!isDateOrAmount(match.rawString())) {
                    findings.add(Sensitive.PHONE, match.start(), match.end());
                }
            }
        }
    }

    private static void addAll(Matcher matcher, int group, Sensitive kind, Findings findings) {
        while (matcher.find()) {
            findings.add(kind, matcher.start(group), matcher.end(group));
        }
    }
}

package dev.becas.finetuning.redaction;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// International bank account numbers: a country's own length, spaces allowed, checksum by mod 97 (ISO 13616).
final class IbanDetector implements Detector {
    private static final Map<String, Integer> LENGTHS = lengths(
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 "
                    + "FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 "
                    + "LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 "
                    + "PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20");

    @Override
    public void find(String text, Findings findings) {
        for (int i = 0; i + 4 < text.length(); i++) {
            if (looksLikeStart(text, i)) {
                Integer length = LENGTHS.get(text.substring(i, i + 2).toUpperCase(Locale.ROOT));
                int end = length == null ? -1 : end(text, i, length);
                if (end > 0) {
                    findings.add(Sensitive.IBAN, i, end);
                }
            }
        }
    }

    private static boolean looksLikeStart(String text, int i) {
        return Characters.isLatin(text.charAt(i))
                && Characters.isLatin(text.charAt(i + 1))
                && Characters.isDigit(text.charAt(i + 2))
                && Characters.isDigit(text.charAt(i + 3))
                && Characters.startsWord(text, i);
    }

    /// Where the number ends when `length` letters and digits follow and the checksum holds, else -1.
    private static int end(String text, int start, int length) {
        StringBuilder number = new StringBuilder(length);
        int i = start;
        while (i < text.length() && number.length() < length) {
            char c = text.charAt(i);
            boolean separator = (c == ' ' || c == '-') && text.charAt(i - 1) != c;
            if (!Characters.isLatin(c) && !Characters.isDigit(c) && !separator) {
                return -1;
            }
            if (!separator) {
                number.append(Character.toUpperCase(c));
            }
            i++;
        }
        return number.length() == length && Characters.endsWord(text, i) && hasChecksum(number) ? i : -1;
    }

    private static boolean hasChecksum(CharSequence number) {
        int remainder = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt((i + 4) % number.length());
            int value = Character.digit(c, 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder == 1;
    }

    private static Map<String, Integer> lengths(String table) {
        Map<String, Integer> lengths = new HashMap<>();
        for (String entry : table.split(" ")) {
            lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
        }
        return Map.copyOf(lengths);
    }
}

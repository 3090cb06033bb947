package dev.becas.finetuning.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a link says about its reader: user and password before the host, and everything after `?` or `#`.
///
/// Host and path stay, because they are what a scam is recognised by.
final class LinkDetector implements Detector {
    private static final Pattern LINK = Pattern.compile("(?i)(?:https?|ftp)://[^\\s<>\"]{1,2048}+");

    @Override
    public void find(String text, Findings findings) {
        if (!text.contains("://")) {
            return;
        }
        Matcher matcher = LINK.matcher(text);
        while (matcher.find()) {
            findInLink(text, text.indexOf("://", matcher.start()) + 3, matcher.end(), findings);
        }
    }

    private static void findInLink(String text, int hostStart, int end, Findings findings) {
        int pathStart = firstOf(text, "/?#", hostStart, end);
        int at = firstOf(text, "@", hostStart, pathStart);
        if (at < pathStart && at > hostStart) {
            findings.add(Sensitive.URL_DATA, hostStart, at);
        }
        int dataStart = firstOf(text, "?#", pathStart, end) + 1;
        if (dataStart < end) {
            findings.add(Sensitive.URL_DATA, dataStart, end);
        }
    }

    private static int firstOf(String text, String characters, int start, int end) {
        int i = start;
        while (i < end && characters.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}

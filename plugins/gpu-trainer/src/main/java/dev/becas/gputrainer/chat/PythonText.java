package dev.becas.gputrainer.chat;

/// Text as Jinja templates, which are Python, treat it.
final class PythonText {
    private PythonText() {}

    /// `str.strip()`, which Jinja's `trim` is: without white space at both ends, Python's notion of it.
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static String stripLineBreaks(String text) {
        return stripTrailingLineBreaks(stripLeadingLineBreaks(text));
    }

    static String stripLeadingLineBreaks(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '\n') {
            start++;
        }
        return text.substring(start);
    }

    static String stripTrailingLineBreaks(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }

    /// `str.isspace()` of one character: bidirectional class WS, B or S, or category Zs.
    private static boolean isSpace(char c) {
        return (c >= 0x09 && c <= 0x0D)
                || (c >= 0x1C && c <= 0x20)
                || c == 0x85
                || c == 0x2028
                || c == 0x2029
                || Character.getType(c) == Character.SPACE_SEPARATOR;
    }
}

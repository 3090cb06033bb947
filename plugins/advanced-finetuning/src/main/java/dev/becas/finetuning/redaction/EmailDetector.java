package dev.becas.finetuning.redaction;

/// Email addresses: from each `@` outwards, so that nothing is read twice.
final class EmailDetector implements Detector {
    private static final int LOCAL_PART_MAX = 64;
    private static final int DOMAIN_MAX = 255;

    @Override
    public void find(String text, Findings findings) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = localPartStart(text, at);
            int end = domainEnd(text, at + 1);
            if (start < at && end > at) {
                findings.add(Sensitive.EMAIL, start, end);
            }
        }
    }

    private static int localPartStart(String text, int at) {
        int start = at;
        while (start > 0 && at - start < LOCAL_PART_MAX && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && text.charAt(start) == '.') {
            start++;
        }
        return start;
    }

    /// The end of a domain with a dot and a top level of two letters or more, or -1.
    private static int domainEnd(String text, int start) {
        int end = start;
        while (end < text.length() && end - start < DOMAIN_MAX && isDomain(text.charAt(end))) {
            end++;
        }
        while (end > start && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        int dot = end - 1;
        while (dot > start && text.charAt(dot) != '.') {
            dot--;
        }
        boolean topLevel = dot > start && end - dot > 2 && Character.isLetter(text.charAt(dot + 1));
        return topLevel ? end : -1;
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || "._%+-'!#$&*/=?^`{|}~".indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }
}

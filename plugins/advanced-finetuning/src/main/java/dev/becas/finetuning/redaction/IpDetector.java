package dev.becas.finetuning.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Internet addresses, version 4 (four numbers up to 255) and version 6 (eight groups, or fewer around one `::`).
final class IpDetector implements Detector {
    private static final Pattern V4 =
            Pattern.compile("(?<![\\w.])(\\d{1,3}+)\\.(\\d{1,3}+)\\.(\\d{1,3}+)\\.(\\d{1,3}+)(?!\\w|\\.\\d)");
    private static final Pattern V6 = Pattern.compile("(?<![\\w:.])[0-9A-Fa-f:]{3,39}+(?![\\w:])");
    private static final int V6_GROUPS = 8;

    @Override
    public void find(String text, Findings findings) {
        Matcher v4 = V4.matcher(text);
        while (v4.find()) {
            if (isOctet(v4.group(1)) && isOctet(v4.group(2)) && isOctet(v4.group(3)) && isOctet(v4.group(4))) {
                findings.add(Sensitive.IP, v4.start(), v4.end());
            }
        }
        if (text.indexOf(':') < 0) {
            return;
        }
        Matcher v6 = V6.matcher(text);
        while (v6.find()) {
            if (isV6(v6.group())) {
                findings.add(Sensitive.IP, v6.start(), v6.end());
            }
        }
    }

    private static boolean isOctet(String digits) {
        return Integer.parseInt(digits) <= 255;
    }

    /// A time such as `12:30:45` has too few groups, and `a::b` of a programming language names too little to be one.
    static boolean isV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        int groups = 0;
        for (String group : text.split(":", -1)) {
            if (group.length() > 4) {
                return false;
            }
            groups += group.isEmpty() ? 0 : 1;
        }
        return gap >= 0 ? groups >= 2 && groups < V6_GROUPS && text.length() > 6 : groups == V6_GROUPS;
    }
}

package dev.becas.bot.moderation.links;

import com.ibm.icu.text.IDNA;
import java.util.Set;

/// What a host's name is made of.
final class Hosts {
    static final int HOST_CHARS_MAX = 253;
    static final int LABEL_CHARS_MAX = 63;

    private static final IDNA IDNA_RULES = IDNA.getUTS46Instance(IDNA.DEFAULT);
    private static final Set<String> SHARED_SUFFIXES = WordList.load("shared-suffixes.txt");
    private static final Set<String> ENDINGS = WordList.load("endings.txt");
    private static final Set<String> FILE_ENDINGS = WordList.load("file-endings.txt");

    private Hosts() {}

    /// The host in ASCII; empty when it is no host.
    static String ascii(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.isEmpty() || name.length() > HOST_CHARS_MAX) {
            return "";
        }
        if (!isAscii(name)) {
            name = IDNA_RULES
                    .nameToASCII(name, new StringBuilder(), new IDNA.Info())
                    .toString();
        }
        return isWellFormed(name) ? name : "";
    }

    /// The host in the letters that a reader sees.
    static String unicode(String asciiHost) {
        return asciiHost.contains("xn--")
                ? IDNA_RULES
                        .nameToUnicode(asciiHost, new StringBuilder(), new IDNA.Info())
                        .toString()
                : asciiHost;
    }

    /// Whether a name without a scheme is meant as a link.
    static boolean looksLikeLink(String asciiHost, boolean somethingFollows) {
        String ending = asciiHost.substring(asciiHost.lastIndexOf('.') + 1);
        if (ending.length() == 2) {
            return somethingFollows || asciiHost.startsWith("www.") || !FILE_ENDINGS.contains(ending);
        }
        return ending.startsWith("xn--") || ENDINGS.contains(ending);
    }

    static boolean isNumeric(String asciiHost) {
        return asciiHost.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /// The shared ending of a host: `co.uk`, `com`.
    static String suffix(String asciiHost) {
        for (int dot = asciiHost.indexOf('.'); dot >= 0; dot = asciiHost.indexOf('.', dot + 1)) {
            String rest = asciiHost.substring(dot + 1);
            if (SHARED_SUFFIXES.contains(rest)) {
                return rest;
            }
        }
        return asciiHost.substring(asciiHost.lastIndexOf('.') + 1);
    }

    /// The registrable domain: the shared ending and one label more.
    static String domain(String asciiHost) {
        if (isNumeric(asciiHost)) {
            return asciiHost;
        }
        String suffix = suffix(asciiHost);
        int end = asciiHost.length() - suffix.length() - 1;
        return end <= 0 ? asciiHost : asciiHost.substring(asciiHost.lastIndexOf('.', end - 1) + 1);
    }

    private static boolean isWellFormed(String name) {
        int dots = 0;
        int label = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.') {
                if (label == 0) {
                    return false;
                }
                dots++;
                label = 0;
            } else if (!isHostChar(c) || (c == '-' && label == 0) || ++label > LABEL_CHARS_MAX) {
                return false;
            }
        }
        if (dots == 0 || label == 0) {
            return false;
        }
        return isNumeric(name) ? dots == 3 : endsInLetters(name);
    }

    private static boolean endsInLetters(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return ending.length() >= 2
                && (ending.startsWith("xn--") || ending.chars().allMatch(c -> c >= 'a' && c <= 'z'));
    }

    private static boolean isHostChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }
}

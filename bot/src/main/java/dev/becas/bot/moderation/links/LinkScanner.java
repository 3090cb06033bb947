package dev.becas.bot.moderation.links;

import dev.becas.bot.moderation.text.NormalizedText;
import dev.becas.bot.moderation.text.Spans;
import dev.becas.kernel.flow.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Finds the links of a text in one pass: with a scheme, bare, broken up, masked by markdown, in any script.
///
/// Reads from left to right over runs of host characters; a run is looked at twice at most, so a hostile text costs no
/// more than an ordinary one of its length.
public final class LinkScanner {
    /// Links of one text. A message with more is no longer about its links.
    public static final int LINKS_MAX = 100;

    private final ReadableText text;
    private final List<Link> links = new ArrayList<>();
    private int maskOpen = -1;
    private int maskFrom = -1;
    private int maskTo = -1;

    private LinkScanner(ReadableText text) {
        this.text = text;
    }

    /// The links in the order of the text.
    public static List<Link> scan(NormalizedText text) {
        String plain = text.plain().text();
        boolean hasDot = plain.indexOf('.') >= 0 || plain.indexOf('\u3002') >= 0;
        if (!hasDot && !plain.contains("dot") && !plain.contains("punkt") && !plain.contains("punto")) {
            return List.of();
        }
        LinkScanner scanner = new LinkScanner(new ReadableText(text.plain()));
        scanner.run();
        return List.copyOf(scanner.links);
    }

    private void run() {
        for (int at = 0; at < text.length() && links.size() < LINKS_MAX; ) {
            char c = text.at(at);
            if (isHostChar(c)) {
                at = takeRun(at);
            } else {
                noteMask(c, at);
                at++;
            }
        }
    }

    private void noteMask(char c, int at) {
        if (c == '[') {
            maskOpen = at;
        } else if (c == ']') {
            maskFrom = maskOpen;
            maskTo = at;
        }
    }

    /// Looks at the run of host characters from here and gives where to go on.
    private int takeRun(int from) {
        int end = hostEnd(from);
        int slashes = slashesEnd(end);
        if (slashes > end && endsInScheme(from, end)) {
            return takeAuthority(end, slashes);
        }
        boolean partOfAddress = (from > 0 && text.at(from - 1) == '@') || (end < text.length() && text.at(end) == '@');
        if (!partOfAddress) {
            int hostFrom = skipDots(skipIdeographs(from, end), end);
            String host = Hosts.ascii(text.text(hostFrom, trimmedEnd(hostFrom, end)));
            boolean follows = end < text.length() && (text.at(end) == '/' || text.at(end) == ':');
            if (!host.isEmpty() && !Hosts.isNumeric(host) && Hosts.looksLikeLink(host, follows)) {
                int linkEnd = follows ? pathEnd(end) : trimmedEnd(hostFrom, end);
                add(hostFrom, linkEnd, host, true, EnumSet.noneOf(LinkIndicator.class));
                return Math.max(end, linkEnd);
            }
        }
        return end;
    }

    private int takeAuthority(int schemeEnd, int from) {
        int schemeFrom = schemeEnd - (text.at(schemeEnd - 1) == 's' ? 5 : 4);
        int end = from;
        int hostFrom = from;
        while (end < text.length() && !endsAuthority(text.at(end))) {
            if (text.at(end) == '@') {
                hostFrom = end + 1;
            }
            end++;
        }
        int hostEnd = hostEnd(hostFrom);
        String host = Hosts.ascii(text.text(hostFrom, trimmedEnd(hostFrom, hostEnd)));
        if (host.isEmpty()) {
            return Math.max(from, schemeEnd + 1);
        }
        Set<LinkIndicator> indicators = EnumSet.noneOf(LinkIndicator.class);
        if (hostFrom > from) {
            indicators.add(LinkIndicator.USER_IN_FRONT);
        }
        if (Hosts.isNumeric(host)) {
            indicators.add(LinkIndicator.NUMERIC_HOST);
        }
        int linkEnd = Math.max(hostEnd, pathEnd(hostEnd));
        add(schemeFrom, linkEnd, host, false, indicators);
        return linkEnd;
    }

    private void add(int from, int to, String host, boolean bare, Set<LinkIndicator> indicators) {
        if (text.isMended(from, to)) {
            indicators.add(LinkIndicator.OBFUSCATED);
        }
        if (host.contains("xn--")) {
            indicators.add(LinkIndicator.FOREIGN_LETTERS);
        }
        String domain = Hosts.domain(host);
        String shown = shownDomain(from, domain);
        if (!shown.isEmpty()) {
            indicators.add(LinkIndicator.MASKED);
        }
        links.add(new Link(text.original(from, to), host, domain, bare, shown, indicators));
    }

    /// The domain that a link's markdown text shows, when it is another one.
    private String shownDomain(int from, String domain) {
        int paren = from - 1;
        if (paren >= 0 && text.at(paren) == '<') {
            paren--;
        }
        boolean masked = paren > 0 && text.at(paren) == '(' && maskTo == paren - 1 && maskFrom >= 0;
        if (!masked || maskTo - maskFrom < 2) {
            return "";
        }
        Span mask = text.original(maskFrom + 1, maskTo);
        for (int i = links.size() - 1;
                i >= 0 && Spans.contains(mask, links.get(i).span());
                i--) {
            if (!links.get(i).domain().equals(domain)) {
                return links.get(i).domain();
            }
        }
        return "";
    }

    private int hostEnd(int from) {
        int end = from;
        while (end < text.length() && isHostChar(text.at(end))) {
            end++;
        }
        return end;
    }

    /// Scripts without blanks run into a name that follows them: past the last ideograph that an ASCII letter follows.
    private int skipIdeographs(int from, int end) {
        int start = from;
        for (int i = from + 1; i < end && text.at(i) != '.'; i++) {
            if (Character.isIdeographic(text.at(i - 1)) && text.at(i) < 0x80) {
                start = i;
            }
        }
        return start;
    }

    private int skipDots(int from, int end) {
        int at = from;
        while (at < end && (text.at(at) == '.' || text.at(at) == '-' || text.at(at) == '_')) {
            at++;
        }
        return at;
    }

    private int trimmedEnd(int from, int end) {
        int at = end;
        while (at > from && (text.at(at - 1) == '.' || text.at(at - 1) == '-' || text.at(at - 1) == '_')) {
            at--;
        }
        return at;
    }

    /// After `:` and slashes of either kind, or `colon` when there are none.
    private int slashesEnd(int colon) {
        if (colon >= text.length() || text.at(colon) != ':') {
            return colon;
        }
        int at = colon + 1;
        while (at < text.length() && (text.at(at) == '/' || text.at(at) == '\\')) {
            at++;
        }
        return at == colon + 1 ? colon : at;
    }

    private boolean endsInScheme(int from, int end) {
        return endsWith("http", from, end) || endsWith("https", from, end);
    }

    private boolean endsWith(String word, int from, int end) {
        if (end - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text.at(end - word.length() + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int pathEnd(int from) {
        int end = from;
        while (end < text.length() && !endsPath(text.at(end))) {
            end++;
        }
        while (end > from && ".,;:!?'".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean endsAuthority(char c) {
        return c == '/' || c == '\\' || c == '?' || c == '#' || endsPath(c);
    }

    private static boolean endsPath(char c) {
        return c == ' ' || c == '\n' || c == '<' || c == '>' || c == '"' || c == ')' || c == '(' || c == '[' || c == ']'
                || c == '|' || c == '`' || c == '*';
    }

    private static boolean isHostChar(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || (c >= 0x80 && (Character.isLetterOrDigit(c) || isMark(c)));
    }

    private static boolean isMark(char c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }
}

package dev.becas.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keeps `///` comments away from the formatter, which cuts long ones so that the rest is code, and wraps them itself:
/// a paragraph with a line beyond 120 columns is filled anew, everything else stays as it was written. Tables, headings
/// and code blocks are never touched.
final class MarkdownDocs {
    static final int COLUMNS_MAX = 120;

    private static final String MARK = "///";
    private static final Pattern PLACEHOLDER = Pattern.compile("^(\\s*)/// doc-line-(\\d+)$");
    private static final Pattern STARTS_ANEW = Pattern.compile("(\\s*)([-*] |\\d+\\. |@\\w+ ).*");
    private static final Pattern NEVER_FILLED = Pattern.compile("\\s*(\\|.*|#{1,6} .*)|\\s{4,}.*|");

    private final List<String> kept = new ArrayList<>();

    /// The source with a short placeholder for each line of documentation.
    String hide(String source) {
        var out = new ArrayList<String>();
        boolean inTextBlock = false;
        for (String line : source.lines().toList()) {
            if (!inTextBlock && line.strip().startsWith(MARK)) {
                kept.add(line.strip().substring(MARK.length()));
                out.add(line.substring(0, line.indexOf(MARK)) + MARK + " doc-line-" + (kept.size() - 1));
            } else {
                out.add(line);
                inTextBlock ^= (line.split("\"\"\"", -1).length - 1) % 2 == 1;
            }
        }
        return String.join("\n", out) + "\n";
    }

    /// Puts the documentation back at the places of its placeholders.
    String show(String formatted) {
        var out = new ArrayList<String>();
        var comment = new ArrayList<String>();
        String indent = "";
        for (String line : formatted.lines().toList()) {
            Matcher placeholder = PLACEHOLDER.matcher(line);
            if (placeholder.matches()) {
                indent = placeholder.group(1);
                comment.add(kept.get(Integer.parseInt(placeholder.group(2))));
            } else {
                fill(indent + MARK, comment, out);
                comment.clear();
                out.add(line);
            }
        }
        fill(indent + MARK, comment, out);
        return String.join("\n", out) + "\n";
    }

    private static void fill(String prefix, List<String> comment, List<String> out) {
        var paragraph = new ArrayList<String>();
        boolean code = false;
        for (String line : comment) {
            boolean fence = line.strip().startsWith("```");
            boolean apart =
                    code || fence || (NEVER_FILLED.matcher(line).matches() && paragraph.isEmpty()) || line.isBlank();
            if (apart || STARTS_ANEW.matcher(line).matches()) {
                flush(prefix, paragraph, out);
            }
            if (apart) {
                out.add((prefix + line).stripTrailing());
            } else {
                paragraph.add(line);
            }
            code ^= fence;
        }
        flush(prefix, paragraph, out);
    }

    private static void flush(String prefix, List<String> paragraph, List<String> out) {
        boolean fits = paragraph.stream().allMatch(line -> prefix.length() + line.length() <= COLUMNS_MAX);
        if (fits) {
            paragraph.forEach(line -> out.add((prefix + line).stripTrailing()));
        } else {
            wrap(prefix, paragraph, out);
        }
        paragraph.clear();
    }

    private static void wrap(String prefix, List<String> paragraph, List<String> out) {
        String first = paragraph.get(0);
        String indent = leading(first);
        String next = paragraph.size() > 1 ? leading(paragraph.get(1)) : indent + hanging(first);
        var line = new StringBuilder(prefix).append(indent);
        boolean empty = true;
        for (String word : String.join(" ", paragraph).strip().split("\\s+")) {
            if (!empty && line.length() + 1 + word.length() > COLUMNS_MAX) {
                out.add(line.toString());
                line = new StringBuilder(prefix).append(next);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.add(line.toString());
    }

    private static String hanging(String line) {
        Matcher anew = STARTS_ANEW.matcher(line);
        if (!anew.matches()) {
            return "";
        }
        String opening = anew.group(2);
        return opening.startsWith("@") ? "    " : " ".repeat(opening.length());
    }

    private static String leading(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}

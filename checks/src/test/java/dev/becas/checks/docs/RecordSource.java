package dev.becas.checks.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A record as its source has it: what it says of itself, and its components with what it says of each.
///
/// @param wire its name in the journal; empty when it is no event
/// @param says its documentation without the components' part
record RecordSource(String name, String wire, String says, List<Component> components) {
    private static final Pattern RECORD = Pattern.compile(
            "(?<docs>(?:[ \\t]*///[^\\n]*\\n)*)(?<annotations>(?:[ \\t]*@[^\\n]*\\n)*)[ \\t]*(?:public |private |static )*record (?<name>\\w+)\\s*\\(");
    private static final Pattern WIRE = Pattern.compile("@Wire\\((?:value = )?\"([^\"]+)\"");
    private static final Pattern COMPONENT = Pattern.compile("(?s)(?<nullable>@Nullable )?(?<type>.+)\\s(?<name>\\w+)");

    /// One component.
    ///
    /// @param mayBeMissing whether it can be null
    record Component(String name, String type, boolean mayBeMissing, String says) {}

    /// All records of a source file, in its order.
    static List<RecordSource> in(String source) {
        var found = new ArrayList<RecordSource>();
        Matcher matcher = RECORD.matcher(source);
        while (matcher.find()) {
            List<String> docs =
                    matcher.group("docs").lines().map(RecordSource::withoutMark).toList();
            Matcher wire = WIRE.matcher(matcher.group("annotations"));
            Map<String, String> params = params(docs);
            List<Component> components = splitComponents(source, matcher.end()).stream()
                    .map(text -> component(text, params))
                    .toList();
            found.add(
                    new RecordSource(matcher.group("name"), wire.find() ? wire.group(1) : "", prose(docs), components));
        }
        return found;
    }

    private static Component component(String text, Map<String, String> params) {
        Matcher matcher = COMPONENT.matcher(text.replaceAll("\\s+", " ").strip());
        if (!matcher.matches()) {
            throw new IllegalStateException("'" + text + "' is no component of a record");
        }
        String name = matcher.group("name");
        return new Component(
                name, matcher.group("type").strip(), matcher.group("nullable") != null, params.getOrDefault(name, ""));
    }

    private static List<String> splitComponents(String source, int from) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = from;
        for (int at = from; depth >= 0; at++) {
            char c = source.charAt(at);
            depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
            if (depth < 0 || (depth == 0 && c == ',')) {
                parts.add(source.substring(start, at));
                start = at + 1;
            }
        }
        return parts.stream().filter(part -> !part.isBlank()).toList();
    }

    private static String withoutMark(String line) {
        return line.strip().substring("///".length()).strip();
    }

    private static String prose(List<String> docs) {
        return plain(String.join(
                " ", docs.stream().takeWhile(line -> !line.startsWith("@param")).toList()));
    }

    private static Map<String, String> params(List<String> docs) {
        var params = new LinkedHashMap<String, String>();
        String current = "";
        for (String line : docs) {
            if (line.startsWith("@param ")) {
                String[] words = line.split("\\s+", 3);
                current = words[1];
                params.put(current, words.length > 2 ? words[2] : "");
            } else if (!current.isEmpty()) {
                params.merge(current, line, (before, more) -> before + " " + more);
            }
        }
        params.replaceAll((name, text) -> plain(text));
        return params;
    }

    /// References become names: `[dev.becas.Some#part]` is `part`.
    private static String plain(String text) {
        return text.replaceAll("\\[(?:[\\w.]*[.#])?(\\w+)(?:\\(\\))?\\](?!\\()", "`$1`")
                .strip();
    }
}

package dev.becas.checks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the code really calls things: the names that a document may use.
final class Names {
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum)\\s+([A-Z]\\w*)");
    private static final Pattern IMPORTED = Pattern.compile("(?m)^import (?:static )?[\\w.]+\\.([A-Z]\\w*)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern PROFILE = Pattern.compile("<profile>\\s*<id>([^<]+)</id>");

    private final Set<String> types = new TreeSet<>();
    private final Set<String> literals = new TreeSet<>();
    private final Set<String> settings = new TreeSet<>();
    private final Set<String> words = new TreeSet<>();
    private final Set<String> folders = new TreeSet<>();

    Names() {
        for (Path file : Repository.filesEndingIn(".java")) {
            String text = Repository.read(file);
            types.addAll(all(TYPE, text));
            types.addAll(all(IMPORTED, text));
            if (Repository.slashed(file).contains("src/main/")) {
                literals.addAll(all(LITERAL, text));
                Set<String> found =
                        WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
                words.addAll(found);
                if (isConfiguration(file)) {
                    settings.addAll(found);
                }
            }
        }
        for (Path script : scripts()) {
            words.addAll(WORD.matcher(Repository.read(script))
                    .results()
                    .map(MatchResult::group)
                    .toList());
        }
        for (Path file : Repository.files()) {
            for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
                folders.add(Repository.slashed(folder));
            }
        }
    }

    /// A class of ours, one that our code imports, or one of `java.lang`.
    boolean isType(String name) {
        return types.contains(name) || isJavaLang(name);
    }

    /// `violation.detected`, `moderation.mode`: a name in the code, or the key of a configuration record.
    boolean isDottedName(String name) {
        int dot = name.lastIndexOf('.');
        return literals.contains(name)
                || (settings.contains(name.substring(dot + 1)) && isLiteralOrPart(name.substring(0, dot)));
    }

    private boolean isLiteralOrPart(String prefix) {
        return literals.contains(prefix)
                || List.of(prefix.split("\\.")).stream().allMatch(settings::contains);
    }

    /// `BECAS_ABTEST_SAMPLE_RATE`: read by a script or by name, or the environment's form of a setting.
    boolean isEnvironment(String name) {
        Predicate<String> ends = setting -> name.endsWith("_" + upperSnake(setting));
        return words.contains(name) || settings.stream().anyMatch(ends);
    }

    /// The words of a command as one name, or each as a name of its own.
    boolean isCommand(List<String> nameWords) {
        return literals.contains(String.join(" ", nameWords)) || literals.containsAll(nameWords);
    }

    boolean isOption(String name) {
        return literals.contains(name)
                || literals.contains(name.substring(2))
                || literals.stream().anyMatch(l -> l.startsWith(name + "="));
    }

    boolean isWord(String word) {
        return words.contains(word) || literals.stream().anyMatch(literal -> literal.contains(word));
    }

    static boolean isProfile(String name) {
        return all(PROFILE, Repository.read(Path.of("pom.xml"))).contains(name);
    }

    boolean isFolder(String slashed) {
        return folders.contains(slashed);
    }

    /// A file or folder by its whole path from the root.
    boolean isPath(String slashed) {
        return isFolder(slashed)
                || Repository.files().stream()
                        .anyMatch(file -> Repository.slashed(file).equals(slashed));
    }

    /// A file or folder by the end of its path: `flow/MessageFlow.java`.
    boolean isEndOfAPath(String slashed) {
        String end = "/" + slashed;
        return isPath(slashed)
                || folders.stream().anyMatch(folder -> folder.endsWith(end))
                || Repository.files().stream()
                        .anyMatch(file -> Repository.slashed(file).endsWith(end));
    }

    /// The anchors of a document as a web page makes them of its headings.
    static Set<String> anchors(String markdown) {
        return all(HEADING, markdown).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .strip()
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    static String upperSnake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    private static boolean isConfiguration(Path file) {
        return Repository.slashed(file).matches(".*(Config|Configuration|Settings|Options|Policy)\\.java")
                || Repository.slashed(file).contains("/config/");
    }

    private static List<Path> scripts() {
        return Repository.files().stream()
                .filter(file -> Repository.slashed(file).matches("becas|\\.ci/.*|.*\\.(sh|py|service)"))
                .toList();
    }

    private static boolean isJavaLang(String name) {
        try {
            Class.forName("java.lang." + name);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }
}

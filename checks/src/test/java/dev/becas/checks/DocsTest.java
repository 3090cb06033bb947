package dev.becas.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A document that names something that is not there fails: paths, classes, commands and their options, settings,
/// events and profiles in `backticks`, command lines in shell blocks, and links.
class DocsTest {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)[^\\n]*\\n(.*?)^```\\s*$");
    private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern COMMAND = Pattern.compile("(?:\\$ )?(?:\\./)?becas((?: [^#|>&;]*)?).*");
    private static final Pattern TYPE =
            Pattern.compile("@?([A-Z][A-Za-z0-9]*)(<.*>)?(?:[.#]([A-Za-z]\\w*)(\\(.*\\))?)?");
    private static final Pattern DOTTED = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][A-Za-z0-9_]*)+");
    private static final Pattern FILE_OF_OURS = Pattern.compile("[\\w./*-]+\\.(java|md|xml|sql|py|sh|service)");
    private static final Pattern FILE_OF_A_RUN =
            Pattern.compile("[\\w.-]+\\.(json|jsonl|yaml|yml|jar|jsa|log|gz|db|sqlite|env|txt|csv|svg|png|bin|model)");

    private static final Names NAMES = new Names();

    @Test
    void everythingThatTheDocumentsNameIsThere() {
        List<Path> documents = documents();
        var complaints = new Complaints();
        for (Path document : documents) {
            check(document, Repository.read(document), complaints);
        }
        complaints.none("a document names what is not there");
    }

    @Test
    void theDocumentsAreThere() {
        List<String> names = documents().stream().map(Repository::slashed).toList();
        assertTrue(names.containsAll(List.of("README.md", "CONTRIBUTING.md")), names.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`kernel/src/main/java/dev/becas/Gone.java`",
                "`plugins/gone`",
                "`checks/src/test/java/dev/becas/checks/Gone*.java`",
                "`GoneForEver`",
                "`Complaints.frobnicate`",
                "`becas frobnicate --now`",
                "`becas --frobnicate`",
                "`mvn verify -Pfrobnicate`",
                "`mvn -pl frobnicate test`",
                "`moderation.frobnicate`",
                "`BECAS_FROBNICATE`",
                "[text](docs/gone.md)",
                "[text](CONTRIBUTING.md#gone)",
                "```sh\n./becas frobnicate\n```",
                "```\n$ ./becas frobnicate\n```",
            })
    void seesWhatIsGone(String text) {
        assertEquals(1, complaintsOf(text).size(), () -> complaintsOf(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`checks/src/test/java/dev/becas/checks/DocsTest.java`",
                "`checks/DocsTest.java`, `checks/pom.xml`",
                "`checks/src/test/java/dev/becas/checks/*Test.java`",
                "`DocsTest`, `DocsTest.seesWhatIsGone`, `IllegalStateException`",
                "`mvn verify -Pfull`, `mvn -q -pl checks test`",
                "`BECAS_JAVA_OPTS`",
                "`becas`, `./becas`",
                "`dist/target/becas/becas.jar`",
                "[text](CONTRIBUTING.md), [web](https://discord.com)",
                "a `{name}` or `<path>` or `and so on`",
            })
    void passesWhatIsThere(String text) {
        assertEquals(List.of(), complaintsOf(text));
    }

    private static List<String> complaintsOf(String text) {
        var complaints = new Complaints();
        check(Path.of("text.md"), text, complaints);
        return complaints.all();
    }

    private static List<Path> documents() {
        return Repository.filesEndingIn(".md").stream()
                .filter(file -> Repository.slashed(file).matches("[A-Z]+\\.md|docs/.*"))
                .toList();
    }

    private static void check(Path document, String text, Complaints complaints) {
        String prose = FENCE.matcher(text).replaceAll("");
        for (String span : spans(text, prose)) {
            String wrong = wrong(document, span);
            if (!wrong.isEmpty()) {
                complaints.add(document, "`" + span + "`: " + wrong);
            }
        }
        Matcher link = LINK.matcher(SPAN.matcher(prose).replaceAll("code"));
        while (link.find()) {
            String wrong = wrongLink(document, text, link.group(1));
            if (!wrong.isEmpty()) {
                complaints.add(document, "(" + link.group(1) + "): " + wrong);
            }
        }
    }

    private static List<String> spans(String text, String prose) {
        var spans = new ArrayList<String>();
        SPAN.matcher(prose).results().forEach(match -> spans.add(match.group(1).strip()));
        FENCE.matcher(text)
                .results()
                .forEach(block -> block.group(2)
                        .lines()
                        .map(String::strip)
                        .map(line -> line.startsWith("$ ") ? line.substring(2) : line)
                        .filter(line -> line.startsWith("./becas") || line.startsWith("mvn "))
                        .forEach(spans::add));
        return spans;
    }

    /// What is wrong with one span; empty when nothing is, or when it names nothing that we could know.
    private static String wrong(Path document, String span) {
        Matcher type = TYPE.matcher(span);
        if (span.matches(".*[<{$…].*") && !type.matches()) {
            return "";
        } else if (span.matches("(\\./)?becas( .*)?")) {
            return wrongCommand(span);
        } else if (span.startsWith("mvn ")) {
            return wrongMaven(span);
        } else if (span.contains(" ") || span.matches("(https?:|/|~|-[^-]).*")) {
            return "";
        } else if (span.startsWith("--")) {
            return NAMES.isOption(span.replaceFirst("=.*", "")) ? "" : "no such option";
        } else if (span.startsWith("BECAS_")) {
            return NAMES.isEnvironment(span.replaceFirst("=.*", "")) ? "" : "nothing reads it";
        } else if (span.contains("/") || FILE_OF_OURS.matcher(span).matches()) {
            return wrongPath(document, span);
        } else if (FILE_OF_A_RUN.matcher(span).matches()) {
            return NAMES.isWord(span.replaceFirst("\\.\\w+$", "")) ? "" : "no code makes or reads such a file";
        } else if (span.startsWith("dev.becas.")) {
            return wrongQualified(span);
        } else if (type.matches()) {
            return wrongType(type);
        } else if (DOTTED.matcher(span).matches()) {
            return NAMES.isDottedName(span) ? "" : "no such setting or event";
        }
        return "";
    }

    private static String wrongCommand(String line) {
        Matcher command = COMMAND.matcher(line);
        if (!command.matches()) {
            return "";
        }
        var words = new ArrayList<String>();
        boolean leading = true;
        for (String word : command.group(1).strip().split("\\s+")) {
            leading &= word.matches("[a-z][a-z-]*");
            if (leading) {
                words.add(word);
            } else if (word.startsWith("--") && !NAMES.isOption(word.replaceFirst("[=\\]].*", ""))) {
                return "no option " + word;
            }
        }
        return words.isEmpty() || NAMES.isCommand(words) || NAMES.isCommand(words.subList(0, 1))
                ? ""
                : "no command " + String.join(" ", words);
    }

    private static String wrongMaven(String line) {
        List<String> words = List.of(line.split("\\s+"));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("-P") && !Names.isProfile(word.substring(2))) {
                return "no profile " + word.substring(2);
            }
            if (word.equals("-pl")
                    && !words.get(i + 1).matches("[A-Z].*")
                    && !NAMES.isPath(words.get(i + 1) + "/pom.xml")) {
                return "no module " + words.get(i + 1);
            }
        }
        return "";
    }

    private static String wrongPath(Path document, String span) {
        String path = span.replaceFirst("^\\./", "").replaceFirst("[#:].*", "").replaceFirst("/$", "");
        if (path.contains("..") || path.matches(".*(^|/)target(/.*)?") || path.matches("[A-Z_]+(/.*)?")) {
            return "";
        }
        if (path.contains("*")) {
            return wrongPattern(path);
        }
        Path besides = document.resolveSibling(path).normalize();
        if (NAMES.isEndOfAPath(path) || NAMES.isPath(Repository.slashed(besides))) {
            return "";
        }
        boolean ours = NAMES.isFolder(path.replaceFirst("/.*", ""))
                || FILE_OF_OURS.matcher(path).matches();
        String last = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.\\w+$", "");
        return !ours && NAMES.isWord(last) ? "" : "no such file or folder";
    }

    private static String wrongPattern(String path) {
        String pattern = path.replace(".", "\\.")
                .replace("**", "§")
                .replace("*", "[^/]*")
                .replace("§", ".*");
        if (Repository.files().stream()
                .anyMatch(file -> Repository.slashed(file).matches("(.*/)?" + pattern))) {
            return "";
        }
        String folder = path.replaceFirst("/.*", "");
        boolean ofARun = !NAMES.isFolder(folder) && NAMES.isWord(folder); // guilds/*.yaml in somebody's home
        return ofARun ? "" : "matches no file";
    }

    private static String wrongQualified(String span) {
        String folder = span.replaceFirst("\\.\\*$", "").replace('.', '/');
        return NAMES.isEndOfAPath(folder) || NAMES.isEndOfAPath(folder + ".java") ? "" : "no such package or class";
    }

    private static String wrongType(Matcher type) {
        String name = type.group(1);
        boolean looksLikeAType = name.matches("[A-Z][a-z0-9]+[A-Z]\\w*") || type.group(3) != null;
        if (!looksLikeAType) {
            return "";
        }
        if (!NAMES.isType(name)) {
            return "no such class";
        }
        List<Path> declared = Repository.files().stream()
                .filter(file -> file.endsWith(name + ".java"))
                .toList();
        String member = type.group(3);
        return member == null
                        || declared.isEmpty()
                        || declared.stream()
                                .anyMatch(file -> Repository.read(file).contains(member))
                ? ""
                : name + " has no " + member;
    }

    private static String wrongLink(Path document, String text, String target) {
        if (target.matches("(https?|mailto):.*")) {
            return "";
        }
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        if (!parts[0].isEmpty() && !NAMES.isPath(Repository.slashed(file).replaceFirst("/$", ""))) {
            return "no such file or folder";
        }
        boolean anchored = parts.length == 2 && (parts[0].isEmpty() || parts[0].endsWith(".md"));
        return !anchored
                        || Names.anchors(parts[0].isEmpty() ? text : Repository.read(file))
                                .contains(parts[1])
                ? ""
                : "no such heading";
    }
}

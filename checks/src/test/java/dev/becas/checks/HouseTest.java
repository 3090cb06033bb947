package dev.becas.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The rules of the house that a machine can check. Each rule is a function from a text to complaints, and has a case
/// that breaks it.
class HouseTest {
    private static final int LINES_MAX = 400;

    private static final String[] TEXT_FILES = {
        ".java", ".md", ".xml", ".sh", ".py", ".sql", ".yaml", ".yml", ".properties", ".service", "becas", "run"
    };

    // Written in two parts, so that this file does not break its own rules.
    private static final Pattern TO_DO = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\(#\\d+\\))");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.~}])/(ro" + "ot|wo" + "rk|ho" + "me)/(?!<)[\\w.-]");
    private static final Pattern REGISTRY = Pattern.compile(
            "repo1?\\.mav" + "en|jfr" + "og|artifact" + "ory|nexus\\.[a-z]|py" + "pi\\.org|registry\\.n" + "pm");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?[\\w.]+\\.(\\w+);$");

    @Test
    void noFileIsLongerThan400Lines() {
        var complaints = new Complaints();
        for (Path file : Repository.filesEndingIn(".java", ".py", ".sh")) {
            long lines = Repository.read(file).lines().count();
            if (lines > LINES_MAX) {
                complaints.add(file, lines + " lines, " + LINES_MAX + " at most");
            }
        }
        complaints.none("split it by what its parts are about");
    }

    @Test
    void nothingIsLeftToDoWithoutANumber() {
        everyLineOf(Repository.filesEndingIn(TEXT_FILES), TO_DO).none("say it as TO" + "DO(#number), or do it");
    }

    @Test
    void noPathOfSomebodysMachine() {
        everyLineOf(Repository.filesEndingIn(TEXT_FILES), MACHINE_PATH).none("nobody else has this folder");
    }

    @Test
    void noRegistryIsNamed() {
        everyLineOf(Repository.filesEndingIn(TEXT_FILES), REGISTRY)
                .none("where packages come from is the user's setting");
    }

    @Test
    void versionsStandInTheParentPomOnly() {
        var complaints = new Complaints();
        for (Path pom : Repository.filesEndingIn("pom.xml")) {
            if (!Repository.slashed(pom).equals("pom.xml")) {
                String own = Repository.read(pom).replaceFirst("(?s)<parent>.*?</parent>", "");
                lines(own, Pattern.compile("<version>"), (line, found) -> complaints.add(pom, "names a version"));
            }
        }
        complaints.none("move the version to the parent pom");
    }

    @Test
    void everyChildPomNamesTheVersionOfItsParent() {
        Matcher parent = Pattern.compile("<version>([^<]+)</version>").matcher(Repository.read(Path.of("pom.xml")));
        assertTrue(parent.find());
        String expected = "<artifactId>becas</artifactId><version>" + parent.group(1) + "</version>";
        var complaints = new Complaints();
        for (Path pom : Repository.filesEndingIn("pom.xml")) {
            if (!Repository.slashed(pom).equals("pom.xml")
                    && !Repository.read(pom).contains(expected)) {
                complaints.add(pom, "its parent is not version " + parent.group(1));
            }
        }
        complaints.none("one version for all modules");
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatFlowsThroughIt() {
        Map<Path, Boolean> packages = new TreeMap<>();
        for (Path file : Repository.mainSources()) {
            Path folder = Objects.requireNonNull(file.getParent());
            packages.merge(folder, !file.endsWith("package-info.java"), Boolean::logicalOr);
        }
        List<Path> sources = Repository.mainSources();
        var complaints = new Complaints();
        packages.forEach((folder, holdsTypes) -> {
            Path page = folder.resolve("package-info.java");
            String text = sources.contains(page) ? Repository.read(page) : "";
            if (!text.contains("@NullMarked")) {
                complaints.add(page, "no @NullMarked");
            }
            boolean saysTheFlow = text.contains("In:") && text.contains("Out:") && text.contains("Next:");
            boolean isTheFlow = text.contains("| published by | listened to by |");
            if (holdsTypes && !saysTheFlow && !isTheFlow) {
                complaints.add(page, "does not open with In, Out, Next");
            }
        });
        complaints.none("a package page says In, Out, Next and is @NullMarked");
    }

    @Test
    void noImportIsUnused() {
        var complaints = new Complaints();
        for (Path file : Repository.filesEndingIn(".java")) {
            unusedImports(Repository.read(file))
                    .forEach(name -> complaints.add(file, "imports " + name + " for nothing"));
        }
        complaints.none("remove the import");
    }

    @Test
    void theRulesSeeWhatTheyAreFor() {
        assertTrue(TO_DO.matcher("// TO" + "DO later").find());
        assertTrue(!TO_DO.matcher("// TO" + "DO(#12) later").find());
        assertTrue(MACHINE_PATH.matcher("cd /ro" + "ot/becas").find());
        assertTrue(MACHINE_PATH.matcher("\"/ho" + "me/ann/x\"").find());
        assertTrue(
                !MACHINE_PATH.matcher("~/ho" + "me/x, https://a.b/wo" + "rk/x").find());
        assertTrue(REGISTRY.matcher("https://repo.mav" + "en.apache.org").find());
        assertEquals(List.of("List"), unusedImports("import java.util.List;\nimport java.util.Map;\n/// [Map]\n"));
    }

    private static List<String> unusedImports(String source) {
        String body = IMPORT.matcher(source).replaceAll("");
        return IMPORT.matcher(source)
                .results()
                .map(match -> match.group(1))
                .filter(name ->
                        !Pattern.compile("\\b" + name + "\\b").matcher(body).find())
                .toList();
    }

    private static Complaints everyLineOf(List<Path> files, Pattern forbidden) {
        var complaints = new Complaints();
        for (Path file : files) {
            lines(Repository.read(file), forbidden, (line, found) -> complaints.add(file, line, found));
        }
        return complaints;
    }

    private static void lines(String text, Pattern pattern, BiConsumer<Integer, String> found) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).find()) {
                found.accept(i + 1, lines.get(i).strip());
            }
        }
    }
}

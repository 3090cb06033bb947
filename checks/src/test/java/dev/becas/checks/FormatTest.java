package dev.becas.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every Java file looks as palantir-java-format leaves it. `mvn verify -Dformat=write` rewrites the files instead of
/// complaining; `.ci/format` does only that. Unused imports are [HouseTest]'s business, because the formatter's own
/// remover takes away imports that only a `///` comment uses.
class FormatTest {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    @Test
    void everyJavaFileIsFormatted() {
        boolean write = System.getProperty("format", "check").equals("write");
        List<Path> sources = Repository.filesEndingIn(".java");
        assertTrue(sources.size() > 20, "found the sources");
        var complaints = new Complaints();
        for (Path file : sources) {
            String before = Repository.read(file);
            String after;
            try {
                after = format(before);
            } catch (FormatterException e) {
                complaints.add(file, "the formatter cannot read it: " + e.getMessage());
                continue;
            }
            if (!before.equals(after)) {
                if (write) {
                    Repository.write(file, after);
                } else {
                    complaints.add(file, firstDifference(before, after), "not formatted");
                }
            }
        }
        complaints.none("run .ci/format");
    }

    @Test
    void keepsMarkdownDocsAsTheyAre() throws FormatterException {
        String source =
                """
                package a;

                /// Two short lines
                /// stay two lines, with  their  blanks.
                ///
                /// | a table | %s |
                /// |---|---|
                ///
                /// ```
                /// code that is long %s
                /// ```
                /// - [List]
                public class A {}
                """.formatted("long ".repeat(30).strip(), "code ".repeat(30).strip());
        assertEquals(source, format(source));
    }

    @Test
    void fillsAParagraphThatIsTooWide() throws FormatterException {
        String words = "word ".repeat(30).strip();
        String source = "package a;\n\n/// %s\n/// and more.\n/// - %s\n/// @throws Never %s\nclass A {}\n"
                .formatted(words, words, words);
        String once = format(source);
        assertTrue(once.lines().allMatch(line -> line.length() <= MarkdownDocs.COLUMNS_MAX), once);
        assertTrue(once.lines().skip(2).allMatch(line -> line.startsWith("/// ") || line.equals("class A {}")), once);
        assertTrue(once.contains("word and more.\n/// - word"), once);
        assertTrue(once.contains("\n///   word"), once);
        assertTrue(once.contains("\n///     word"), once);
        assertEquals(once, format(once));
    }

    @Test
    void repairsWhatIsNotFormatted() throws FormatterException {
        assertEquals("package a;\n\nclass A {\n    int b;\n}\n", format("package a; class A { int b ; }"));
    }

    private static String format(String source) throws FormatterException {
        var docs = new MarkdownDocs();
        String hidden = ImportOrderer.reorderImports(docs.hide(source), JavaFormatterOptions.Style.PALANTIR);
        return docs.show(FORMATTER.formatSource(hidden));
    }

    private static int firstDifference(String before, String after) {
        List<String> left = before.lines().toList();
        List<String> right = after.lines().toList();
        int line = 0;
        while (line < left.size() && line < right.size() && left.get(line).equals(right.get(line))) {
            line++;
        }
        return line + 1;
    }
}

package dev.becas.checks.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages of `docs/reference/` say what the code says. `docs/reference/rewrite`, which is this test with
/// `-Ddocs=write`, writes them anew instead of complaining.
class ReferencePagesTest {
    private static final String REWRITE = "docs/reference/rewrite";

    @TempDir
    Path folder;

    @Test
    void categoriesAreUpToDate() throws Exception {
        upToDate("categories.md", CategoryPage.text());
    }

    @Test
    void eventsAreUpToDate() throws Exception {
        upToDate("events.md", EventPage.text());
    }

    @Test
    void settingsAreUpToDate() throws Exception {
        upToDate("settings.md", SettingsPage.text());
    }

    @Test
    void statisticsAreUpToDate() throws Exception {
        upToDate("statistics.md", StatisticsPage.text());
    }

    @Test
    void commandsAreUpToDate() throws Exception {
        upToDate("commands.md", CommandPage.text(folder));
    }

    @Test
    void readsAnEventOfALaterVersion() {
        RecordSource record = RecordSource.in("""
                        @Wire(value = "thing.done", version = 2)
                        record Thing(EventHead head) {}
                        """).getFirst();
        assertEquals("thing.done", record.wire());
    }

    @Test
    void readsARecordWithNestedTypesAndWrappedWords() {
        RecordSource record = RecordSource.in("""
                        /// A thing. It [Some#works].
                        ///
                        /// @param many first line
                        ///     and second
                        @Wire("thing.done")
                        record Thing(EventHead head, Map<String, List<Integer>> many, @Nullable String name) {}
                        """).getFirst();
        assertEquals("thing.done", record.wire());
        assertEquals("A thing. It `works`.", record.says());
        assertEquals(
                List.of(
                        new RecordSource.Component("head", "EventHead", false, ""),
                        new RecordSource.Component(
                                "many", "Map<String, List<Integer>>", false, "first line and second"),
                        new RecordSource.Component("name", "String", true, "")),
                record.components());
    }

    private static void upToDate(String name, String text) throws Exception {
        String page = text.stripTrailing() + "\n\n*Written by `" + REWRITE + "`; change the code, not this page.*\n";
        Path file = Code.ROOT.resolve("docs/reference").resolve(name);
        if (System.getProperty("docs", "check").equals("write")) {
            Files.writeString(file, page);
        }
        assertTrue(Files.exists(file), name + " is not there: run " + REWRITE);
        assertEquals(Files.readString(file), page, name + " is out of date: run " + REWRITE);
    }
}

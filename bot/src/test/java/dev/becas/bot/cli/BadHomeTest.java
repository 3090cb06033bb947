package dev.becas.bot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.testkit.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each of these ends with exit code 1 and one sentence that names what, where, rule and value.
class BadHomeTest {
    @TempDir
    private Path folder;

    private Path home = Path.of("");

    @BeforeEach
    void choose() {
        home = folder.resolve("home");
    }

    @Test
    void aFolderWithoutAnInstallationSaysHowToMakeOne() {
        assertEquals(
                "becas: there is no installation in " + home
                        + "; make one with `becas init --home DIR`, or say where it is with --home",
                refused());
    }

    @Test
    void aRunInAFolderWithoutAnInstallationSaysHowToMakeOne() {
        Typed typed = Typed.line("run", "--home", home.toString());
        assertEquals(1, typed.exitCode());
        assertTrue(typed.err().contains("there is no installation in " + home), typed.err());
    }

    @Test
    void aFileWhereTheHomeShouldBeIsNamed() throws Exception {
        Files.writeString(home, "not a folder");
        for (String command : new String[] {"init", "demo"}) {
            Typed typed = Typed.line(command, "--home", home.toString());
            assertEquals(1, typed.exitCode());
            assertEquals(
                    "becas: " + home + " must be a folder but is a file",
                    typed.err().strip());
        }
    }

    @Test
    void aLockedHomeSaysWhoHoldsIt() throws Exception {
        installed();
        try (TestKernel holder = TestKernel.open(home)) {
            assertTrue(holder.events().isEmpty());
            assertEquals(
                    "becas: the data folder " + home.resolve("data") + " is in use by process "
                            + ProcessHandle.current().pid() + "; stop that Becas first, or use another folder",
                    refused());
        }
    }

    @Test
    void aStoreOfANewerVersionIsRefusedAndLeftAlone() throws Exception {
        installed();
        try (TestKernel newer = TestKernel.open(home)) {
            newer.kernel()
                    .bus()
                    .write(
                            "a newer version's table",
                            tx -> tx.sql()
                                    .execute(
                                            "INSERT INTO schema_history_kernel SELECT installed_rank + 900, '999', 'of the future', type, 'V999__of_the_future.sql', checksum, installed_by, installed_on, execution_time, success FROM schema_history_kernel WHERE version = '1'"));
        }
        String sentence = refused();
        assertTrue(
                sentence.startsWith("becas: the store " + home.resolve("data").resolve("becas.db")
                        + " was written by a newer version: its tables of kernel are at 999"),
                sentence);
    }

    @Test
    void aWrongSettingIsNamedWithItsRuleAndValue() throws Exception {
        installed();
        Files.writeString(home.resolve("becas.yaml"), "moderation:\n  mode: sometimes\n");
        String sentence = refused();
        assertTrue(
                sentence.contains("moderation") && sentence.contains("mode") && sentence.contains("sometimes"),
                sentence);
    }

    @Test
    void aSectionThatNothingReadsIsNamed() throws Exception {
        installed();
        Files.writeString(home.resolve("becas.yaml"), "moderaton:\n  mode: act\n");
        String sentence = refused();
        assertTrue(sentence.contains("nothing reads the section 'moderaton'"), sentence);
    }

    @Test
    void oneWrongPolicyFileIsToldAndStopsNothingElse() throws Exception {
        installed();
        Files.writeString(home.resolve("guilds").resolve("g2.yaml"), "guild: g2\nrulez: []\n");
        Typed typed = Typed.line("policy", "show", "--home", home.toString());
        assertEquals(0, typed.exitCode(), typed.err());
        assertEquals("g1", typed.out().strip());
        assertTrue(typed.err().contains("g2.yaml, line 3: rules must be there but is missing"), typed.err());
    }

    @Test
    void aCorruptPluginJarIsToldAndStopsNothingElse() throws Exception {
        installed();
        Files.writeString(home.resolve("plugins").resolve("broken.jar"), "no zip file");
        Typed typed = Typed.line("plugin", "list", "--home", home.toString());
        assertEquals(0, typed.exitCode(), typed.err());
        assertTrue(typed.out().contains("broken.jar"), typed.out());
    }

    @Test
    void aFileThatIsNoBackupIsNotRestored() throws Exception {
        Path file = Files.writeString(folder.resolve("letter.txt"), "dear all");
        Typed typed = Typed.line("restore", file.toString(), "--home", home.toString());
        assertEquals(1, typed.exitCode());
        assertEquals(
                "becas: " + file + " is no backup of a store: it does not begin as one",
                typed.err().strip());
        assertFalse(Files.exists(home));
    }

    private void installed() {
        assertEquals(
                0,
                Typed.line("init", "--home", home.toString(), "--guild", "g1").exitCode());
    }

    /// What a command in this home says when it cannot be opened.
    private String refused() {
        Typed typed = Typed.line("policy", "show", "--home", home.toString());
        assertEquals(1, typed.exitCode());
        assertEquals("", typed.out());
        return typed.err().strip();
    }
}

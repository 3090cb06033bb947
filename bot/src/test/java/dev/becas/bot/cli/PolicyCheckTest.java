package dev.becas.bot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckTest {
    @TempDir
    private Path folder;

    private Path home = Path.of("");

    @BeforeEach
    void install() {
        home = folder.resolve("home");
        assertEquals(
                0,
                Typed.line("init", "--home", home.toString(), "--guild", "g1").exitCode());
    }

    @Test
    void policyFilesAreCheckedBeforeTheyAreInForce() throws Exception {
        Path drafts = Files.createDirectories(folder.resolve("drafts"));
        String good = Files.readString(home.resolve("guilds").resolve("g1.yaml"));
        Files.writeString(drafts.resolve("a.yaml"), good);
        Files.writeString(drafts.resolve("b.yaml"), good);
        Files.writeString(drafts.resolve("c.yaml"), "guild: g3\nrules: []\nthresholds:\n  scam_detection: 1.5\n");
        Files.writeString(drafts.resolve("d.yaml"), "guild: g4\nrules: []\n");
        show();
        Typed typed = Typed.line("policy", "check", drafts.toString(), "--home", home.toString());
        assertEquals(1, typed.exitCode(), typed.err());
        String[] said = typed.err().lines().filter(l -> l.contains(".yaml")).toArray(String[]::new);
        assertEquals(4, said.length, typed.err());
        assertTrue(said[0].contains("a.yaml: guild 'g1' holds, "), said[0]);
        assertTrue(said[0].endsWith("in force as version 1"), said[0]);
        assertTrue(said[1].contains("b.yaml: guild 'g1' has a file already, " + drafts.resolve("a.yaml")), said[1]);
        assertTrue(
                said[2].contains("c.yaml, line ")
                        && said[2].contains("thresholds.scam_detection must be in [0, 1] but was 1.5"),
                said[2]);
        assertTrue(said[3].endsWith("d.yaml: guild 'g4' holds, 0 rules in words, new"), said[3]);
        assertEquals("g1", show());
    }

    @Test
    void aChangedFileIsNotInForceBecauseItWasChecked() throws Exception {
        show("g1");
        Path file = home.resolve("guilds").resolve("g1.yaml");
        Files.writeString(file, "guild: g1\nrules: []\n");
        Typed checked = Typed.line("policy", "check", "--last", "7", "days", "--home", home.toString());
        assertEquals(0, checked.exitCode(), checked.err());
        assertTrue(checked.out().contains("guild 'g1' holds, 0 rules in words, differs from version 1"), checked.out());
        assertTrue(checked.out().contains("the store holds no message of guild 'g1'"), checked.out());
        Typed again = Typed.line("policy", "check", "--home", home.toString());
        assertTrue(again.out().endsWith("differs from version 1" + System.lineSeparator()), again.out());
        assertTrue(show("g1").startsWith("version 2"));
    }

    @Test
    void aTrialThatCannotBeIsRefusedInOneSentence() {
        for (String days : new String[] {"0", "-1", "4000", "soon", "1.5", "7 weeks"}) {
            Typed typed = Typed.line("policy", "check", "--last=" + days, "--home", home.toString());
            assertEquals(2, typed.exitCode(), days);
            assertEquals(
                    "policy check: --last must be a number of days in [1, 3650] but was '" + days + "'",
                    typed.err().lines().toList().getLast());
        }
        Typed guild = Typed.line("policy", "check", "--last", "7", "--guild", "g9", "--home", home.toString());
        assertEquals(2, guild.exitCode());
        assertTrue(guild.err().contains("that holds is of guild 'g9'; there are [g1]"), guild.err());
        Path nowhere = folder.resolve("nowhere");
        Typed home = Typed.line("policy", "check", "--last", "7", "--home", nowhere.toString());
        assertEquals(1, home.exitCode());
        assertTrue(home.err().contains("there is no installation in " + nowhere), home.err());
        assertTrue(Files.notExists(nowhere));
    }

    private String show(String... guild) {
        String[] words = {"policy", "show", "--home", home.toString()};
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of(guild));
        return Typed.line(line.toArray(String[]::new)).out().strip();
    }

    @Test
    void theInstallationsOwnPolicyFilesAreCheckedUnlessAFolderIsNamed() throws Exception {
        Typed typed = Typed.line("policy", "check", "--home", home.toString(), "--json");
        assertEquals(0, typed.exitCode(), typed.err());
        assertTrue(typed.json().get(0).get("holds").asBoolean(), typed.out());
        Typed wrong = Typed.line("policy", "check", "nowhere", "--home", home.toString());
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.err().contains("folder must be a folder of policy files but was nowhere"), wrong.err());
    }
}

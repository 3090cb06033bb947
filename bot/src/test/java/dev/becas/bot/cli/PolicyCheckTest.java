package dev.becas.bot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
        assertEquals(
                "g1",
                Typed.line("policy", "show", "--home", home.toString()).out().strip());
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

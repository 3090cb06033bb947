package dev.becas.kernel.guild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.KernelInFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuildPoliciesTest {
    private static final String GOOD = """
            guild: g1
            name: The reading room
            rules:
              - id: no-spoilers
                text: Keep spoilers out of the lobby.
                category: violation_detection
                label: other
                action: delete
            terms:
              - id: slurs
                terms: [some slur]
                category: violation_detection
                label: hate
                action: timeout
            thresholds:
              violation_detection: 0.8
            """;

    @TempDir
    Path folder;

    private Kernel kernel;
    private Path files;

    @BeforeEach
    void open() throws IOException {
        kernel = KernelInFolder.open(folder);
        files = Files.createDirectories(folder.resolve("guilds"));
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void aServerWithoutAFileHasTheEmptyPolicyAtVersionZero() {
        assertEquals(0, kernel.policies().of("g1").version());
        assertEquals(GuildPolicy.empty("g1"), kernel.policies().at("g1", 3));
    }

    @Test
    void eachChangeIsAVersionAndTheOldOnesStay() throws Exception {
        assertEquals(List.of(), load("g1", GOOD));
        assertEquals(List.of(), load("g1", GOOD.replace("0.8", "0.9")));
        assertEquals(2, kernel.policies().of("g1").version());
        assertEquals(0.8, kernel.policies().at("g1", 1).threshold("violation_detection"));
        assertEquals(0.9, kernel.policies().at("g1", 2).threshold("violation_detection"));
        assertEquals(List.of("g1"), kernel.policies().guilds());
    }

    @Test
    void theSameTextIsNoNewVersionAlsoAfterARestart() throws Exception {
        load("g1", GOOD);
        load("g1", "# a remark changes nothing\n" + GOOD);
        assertEquals(1, kernel.policies().of("g1").version());
        kernel.close();
        kernel = KernelInFolder.open(folder);
        load("g1", GOOD);
        assertEquals(1, kernel.policies().of("g1").version());
        assertEquals("The reading room", kernel.policies().of("g1").policy().name());
    }

    @Test
    void aWrongFileKeepsTheVersionBeforeAndStopsNoOtherFile() throws Exception {
        load("g1", GOOD);
        Files.writeString(files.resolve("g2.yaml"), GOOD.replace("g1", "g2"));
        List<String> refused = load("g1", GOOD.replace("action: delete", "action: smite"));
        assertEquals(1, refused.size());
        assertEquals(1, kernel.policies().of("g1").version());
        assertEquals(
                "delete", kernel.policies().of("g1").policy().rules().getFirst().action());
        assertEquals(1, kernel.policies().of("g2").version());
    }

    @Test
    void whatIsWrongIsSaidWithFileLineKeyRuleAndValue() throws Exception {
        refuses(
                GOOD.replace("action: delete", "action: smite"),
                "line 8: rules[0]: action must be one of [none, log, delete, warn, timeout, kick, ban] but was 'smite'");
        refuses(
                GOOD.replace("label: hate", "label: rude"),
                "line 13: terms[0]: label of violation_detection must be one of",
                "'rude'");
        refuses(GOOD.replace("0.8", "1.8"), "line 16: thresholds.violation_detection must be in [0, 1] but was 1.8");
        refuses(GOOD.replace("0.8", "high"), "thresholds.violation_detection: must be a number but was 'high'");
        refuses(
                GOOD.replace("  violation_detection: 0.8", "  weather: 0.8"),
                "line 16",
                "there is no category 'weather'");
        refuses(GOOD.replace("name:", "nmae:"), "line 2", "nmae: there is no such key");
        refuses(GOOD.replace("[some slur]", "some slur"), "terms[0].terms: must be a list but was");
        refuses(GOOD.replace("[some slur]", "[]"), "line 11: terms[0]: terms of rule slurs", "must not be empty");
        refuses(GOOD.replace("id: slurs", "id: no-spoilers"), "'no-spoilers' is there twice");
        refuses(GOOD.replace("    label: hate\n", ""), "terms[0]: label must be there but is missing");
        refuses(GOOD.replace("guild: g1", "dryRun: false"), "guild must be there but is missing");
        refuses("guild: g1\n", "rules must be there but is missing");
        refuses("guild: g1\nguild: g2\nrules: []\n", "line 2");
        refuses("guild: [\n", "line 1: guild: must be text");
        refuses("", "is empty");
    }

    @Test
    void topicsLinksAndChannelsAreCheckedToo() throws Exception {
        String more = GOOD + """
                topics:
                  politics: [election]
                links:
                  - id: shops
                    deny: [shop.example, "*"]
                    category: violation_detection
                    label: spam
                    action: delete
                channels:
                  desk: support
                """;
        refuses(
                more.replace("terms: [some slur]", "topics: [sport]"),
                "topics of rule slurs must be lists under topics, [politics], but one was 'sport'");
        refuses(more.replace("[election]", "[]"), "topics.politics must be a list of words but was []");
        refuses(
                more.replace("shop.example,", "'https://shop.example',"),
                "links[0]: deny of rule shops must hold names such as example.org but had 'https://shop.example'");
        refuses(
                more.replace("    deny: [shop.example, \"*\"]\n", ""),
                "links[0]: rule shops must have domains under deny, or invites: true");
        refuses(more.replace("id: shops", "id: slurs"), "'slurs' is there twice");
        refuses(
                more.replace("desk: support", "desk: kitchen"),
                "channels.desk must be one of [general, support,",
                "but was 'kitchen'");
        assertEquals(List.of(), load("g1", more));
        assertEquals("support", kernel.policies().of("g1").policy().channelKind("desk"));
    }

    @Test
    void aFileThatIsNoTextIsRefusedByName() throws Exception {
        Files.write(files.resolve("g1.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 1});
        List<String> refused = kernel.policies().load(files, KernelInFolder.START);
        assertTrue(refused.getFirst().contains("g1.yaml must be UTF-8"), refused.toString());
    }

    @Test
    void twoFilesForOneServerDoNotTakeTurns() throws Exception {
        Files.writeString(files.resolve("b.yaml"), GOOD.replace("0.8", "0.1"));
        for (int i = 0; i < 3; i++) {
            List<String> refused = load("a", GOOD);
            assertTrue(refused.getFirst().contains("guild 'g1' has a file already"), refused.toString());
        }
        assertEquals(1, kernel.policies().of("g1").version());
        assertEquals(0.8, kernel.policies().of("g1").policy().threshold("violation_detection"));
    }

    private void refuses(String text, String... parts) throws Exception {
        List<String> refused = load("g1", text);
        assertEquals(1, refused.size(), text);
        String sentence = refused.getFirst();
        assertTrue(sentence.startsWith("guild file " + files.resolve("g1.yaml")), sentence);
        for (String part : parts) {
            assertTrue(sentence.contains(part), sentence + " lacks " + part);
        }
        assertFalse(sentence.contains("\n") || sentence.contains("dev.becas"), sentence);
        assertEquals(0, kernel.policies().of("g1").version());
    }

    private List<String> load(String name, String text) throws Exception {
        Files.writeString(files.resolve(name + ".yaml"), text);
        return kernel.policies().load(files, KernelInFolder.START);
    }
}

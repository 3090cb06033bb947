package dev.becas.kernel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.Sentence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @TempDir
    Path folder;

    record Share(double act, double pass) {}

    record Lab(
            int rank,
            boolean auto,
            double rate,
            Duration checkEvery,
            List<Integer> shares,
            Share share,
            @Nullable Integer budget,
            String name) {
        static final Lab DEFAULTS =
                new Lab(8, true, 0.2, Duration.ofHours(1), List.of(1, 5), new Share(0.05, 0.005), null, "lab");

        Lab {
            if (rank < 4 || rank > 64) {
                throw new IllegalArgumentException("rank must be in [4, 64] but was " + rank);
            }
        }
    }

    @Test
    void aFileThatIsNotThereGivesTheDefaults() throws IOException {
        assertEquals(
                Lab.DEFAULTS, Config.read(folder.resolve("none.yaml"), Map.of()).section("lab", Lab.DEFAULTS));
        assertEquals(Lab.DEFAULTS, lab("# nothing but a remark"));
        assertEquals(Lab.DEFAULTS, lab("lab:"));
    }

    @Test
    void theFileOverridesWhatItNamesAndLeavesTheRest() throws IOException {
        Lab lab = lab("lab:\n  rank: 16\n  checkEvery: 15 min\n  shares: [1, 50, 100]\n  budget: 30\n  name:\n");
        assertEquals(
                new Lab(16, true, 0.2, Duration.ofMinutes(15), List.of(1, 50, 100), new Share(0.05, 0.005), 30, "lab"),
                lab);
    }

    @Test
    void aPartOfAnInnerRecordKeepsTheOtherParts() throws IOException {
        assertEquals(
                new Share(0.02, 0.005), lab("lab:\n  share:\n    act: 0.02\n").share());
        assertSentence(
                "there is no key lab.share.acts; lab.share knows [act, pass]", "lab:\n  share:\n    acts: 0.02\n");
    }

    @Test
    void theEnvironmentOverridesTheFile() throws IOException {
        assertEquals("BECAS_LAB_CHECK_EVERY", Config.environmentName("lab", "checkEvery"));
        Config config = Config.read(
                write("lab:\n  rank: 16\n"),
                Map.of("BECAS_LAB_RANK", "32", "BECAS_LAB_CHECK_EVERY", "2 days", "BECAS_LAB_SHARES", "[100]"));
        Lab lab = config.section("lab", Lab.DEFAULTS);
        assertEquals(32, lab.rank());
        assertEquals(Duration.ofDays(2), lab.checkEvery());
        assertEquals(List.of(100), lab.shares());
    }

    @Test
    void aWrongEnvironmentIsBlamedByItsOwnName() throws IOException {
        Config config = Config.read(write("lab:\n  rank: 16\n"), Map.of("BECAS_LAB_RANK", "many"));
        String sentence = Sentence.of(ConfigException.class, () -> config.section("lab", Lab.DEFAULTS));
        assertEquals("the environment's BECAS_LAB_RANK: lab.rank: must be a whole number but was 'many'", sentence);
    }

    @Test
    void anUnknownKeyIsRefusedWithTheKeysThereAre() throws IOException {
        assertSentence(
                "there is no key lab.ranks; lab knows [rank, auto, rate, checkEvery, shares, share, name, budget]",
                "lab:\n  ranks: 5\n");
    }

    @Test
    void aWrongTypeIsRefusedByKeyRuleAndValue() throws IOException {
        assertSentence("lab.rank: must be a whole number but was 'many'", "lab:\n  rank: many\n");
        assertSentence("lab.rank: must be a whole number but was [1,2]", "lab:\n  rank: [1, 2]\n");
        assertSentence("lab.auto: must be true or false but was 'perhaps'", "lab:\n  auto: perhaps\n");
        assertSentence("lab.rate: must be a number but was 'much'", "lab:\n  rate: much\n");
        assertSentence("lab.shares[1]: must be a whole number but was 'x'", "lab:\n  shares: [1, x]\n");
        assertSentence("lab must hold keys and values but was 7", "lab: 7\n");
        assertTrue(sentence("lab:\n  rank: 8.5\n").contains("lab.rank"), "half a rank is not rounded down");
        assertTrue(sentence("lab:\n  rank: 99999999999\n").contains("lab.rank"));
        assertTrue(sentence("lab:\n  shares: 5\n").contains("lab.shares: must be a list but was 5"));
    }

    @Test
    void whatTheRecordRefusesIsSaidWithFileKeyRuleAndValue() throws IOException {
        assertSentence("lab: rank must be in [4, 64] but was 3", "lab:\n  rank: 3\n");
    }

    @Test
    void aDurationNeedsItsUnit() throws IOException {
        for (String wrong : new String[] {"30", "soon", "5 parsecs", "-3 h", "PTX"}) {
            String sentence = sentence("lab:\n  checkEvery: " + wrong + "\n");
            assertTrue(sentence.contains("lab.checkEvery"), sentence);
        }
        assertSentence(
                "lab.checkEvery: must be a number with its unit (ms, s, min, h, days, months), such as 24h, but was '30'",
                "lab:\n  checkEvery: 30\n");
    }

    @Test
    void durationsAreReadAsPeopleWriteThem() {
        assertEquals(Duration.ofMillis(500), HumanUnits.duration("500 ms"));
        assertEquals(Duration.ofHours(24), HumanUnits.duration("24h"));
        assertEquals(Duration.ofDays(7), HumanUnits.duration("7 days"));
        assertEquals(Duration.ofDays(180), HumanUnits.duration("6 months"));
    }

    @Test
    void brokenYamlIsRefusedByItsLine() throws IOException {
        assertRead("line 3", "lab:\n  rank: 8\n  : : [\n");
        assertRead("line 3", "lab:\n  rank: 8\n  rank: 16\n");
        assertRead("must hold keys and values", "- a\n- list\n");
    }

    @Test
    void aFileThatIsNoTextIsRefusedByName() throws IOException {
        Path file = folder.resolve("becas.yaml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        String sentence = Sentence.of(IOException.class, () -> Config.read(file, Map.of()));
        assertTrue(sentence.contains(file.toString()), sentence);
        Path directory = Files.createDirectories(folder.resolve("folder.yaml"));
        sentence = Sentence.of(IOException.class, () -> Config.read(directory, Map.of()));
        assertTrue(sentence.contains("folder.yaml"), sentence);
    }

    @Test
    void sectionsThatNobodyAskedForAreTold() throws IOException {
        Config config = Config.read(write("lab:\n  rank: 8\nlaab:\n  rank: 8\n"), Map.of());
        config.section("lab", Lab.DEFAULTS);
        assertEquals(List.of("laab"), config.unknownSections());
        assertEquals(Map.of("lab", Lab.DEFAULTS), config.inForce());
    }

    private Lab lab(String yaml) throws IOException {
        return Config.read(write(yaml), Map.of()).section("lab", Lab.DEFAULTS);
    }

    private String sentence(String yaml) throws IOException {
        Config config = Config.read(write(yaml), Map.of());
        return Sentence.of(ConfigException.class, () -> config.section("lab", Lab.DEFAULTS));
    }

    private void assertSentence(String rest, String yaml) throws IOException {
        assertEquals(folder.resolve("becas.yaml") + ": " + rest, sentence(yaml));
    }

    private void assertRead(String part, String yaml) throws IOException {
        Path file = write(yaml);
        String sentence = Sentence.of(IOException.class, () -> Config.read(file, Map.of()));
        assertTrue(sentence.contains(file.toString()) && sentence.contains(part), sentence);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("becas.yaml"), yaml, StandardCharsets.UTF_8);
    }
}

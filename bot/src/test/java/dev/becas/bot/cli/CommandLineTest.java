package dev.becas.bot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    private Path folder;

    private String home = "";

    @BeforeEach
    void choose() {
        home = folder.resolve("home").toString();
    }

    @Test
    void aMistypedCommandIsWrongUseAndTheMeantOneIsNamed() {
        Typed typed = Typed.line("dmeo");
        assertEquals(2, typed.exitCode());
        assertEquals(
                "there is no command 'dmeo', did you mean 'demo'?; see `becas --help`",
                typed.err().strip());
        assertEquals("", typed.out());
    }

    @Test
    void aMistypedWordOfACommandIsWrongUseAndTheMeantOneIsNamed() {
        Typed typed = Typed.line("review", "nxt");
        assertEquals(2, typed.exitCode());
        assertEquals(
                "there is no command 'nxt', did you mean 'next'?; see `becas review --help`",
                typed.err().strip());
    }

    @Test
    void aWordThatIsLikeNoCommandGetsNoSuggestion() {
        Typed typed = Typed.line("cappuccino");
        assertEquals(2, typed.exitCode());
        assertEquals(
                "there is no command 'cappuccino'; see `becas --help`",
                typed.err().strip());
    }

    @Test
    void anUnknownOptionIsWrongUseAndNamed() {
        Typed typed = Typed.line("init", "--home", home, "--gild", "g1");
        assertEquals(2, typed.exitCode());
        assertTrue(typed.err().contains("'--gild'"), typed.err());
        assertFalse(Files.exists(Path.of(home)), "nothing is made by a command that was used wrongly");
    }

    @Test
    void aMissingParameterIsWrongUseAndNamed() {
        Typed typed = Typed.line("explain");
        assertEquals(2, typed.exitCode());
        assertTrue(typed.err().contains("<messageId>"), typed.err());
    }

    @Test
    void noWordsAreWrongUseAndShowAllCommands() {
        Typed typed = Typed.line();
        assertEquals(2, typed.exitCode());
        for (String command :
                new String[] {"demo", "init", "run", "restore", "review", "explain", "events", "policy"}) {
            assertTrue(typed.out().contains("  " + command), command + " in " + typed.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "demo", "run", "restore", "explain", "review", "review label", "policy show"})
    void everyCommandTellsHowItIsUsed(String words) {
        String[] line = (words + " --help").split(" ");
        Typed typed = Typed.line(line);
        assertEquals(0, typed.exitCode(), typed.err());
        assertTrue(typed.out().contains("Usage: "), typed.out());
        assertTrue(typed.out().contains("--json") && typed.out().contains("--home"), typed.out());
    }

    @Test
    void theVersionIsShown() {
        assertTrue(Typed.line("--version").out().startsWith("becas "));
    }

    @Test
    void initMakesAnInstallationAndKeepsWhatIsThere() throws Exception {
        Typed made = Typed.line("init", "--home", home, "--guild", "g1", "--json");
        assertEquals(0, made.exitCode(), made.err());
        assertTrue(made.json().get("wroteConfiguration").asBoolean());
        Files.writeString(Path.of(home, "becas.yaml"), "moderation:\n  mode: act\n");
        Typed again = Typed.line("init", "--home", home, "--guild", "g1", "--json");
        assertFalse(again.json().get("wroteConfiguration").asBoolean());
        assertEquals("moderation:\n  mode: act\n", Files.readString(Path.of(home, "becas.yaml")));
    }

    @Test
    void anAnswerIsTextOrJson() {
        Typed.line("init", "--home", home, "--guild", "g1");
        assertEquals("g1", Typed.line("policy", "show", "--home", home).out().strip());
        assertEquals(
                "g1",
                Typed.line("policy", "show", "--home", home, "--json")
                        .json()
                        .get(0)
                        .asText());
        Typed wrong = Typed.line("policy", "show", "g9", "--home", home, "--json");
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.json().get("error").asText().contains("there is no policy of guild 'g9'; there are [g1]"));
    }

    @Test
    void aHomeMayBeCalledAsACommandIs() {
        assertEquals("status", Globals.of("--home", "demo", "status").command());
        assertEquals("demo", Globals.of("demo", "--home", "demo").command());
        assertEquals("explain", Globals.of("--home=demo", "explain", "m1").command());
        assertEquals("", Globals.of("--home", "demo").command());
    }
}

package dev.becas.bot.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.bot.cli.Typed;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo without plugin jars: rules alone judge, and nothing learns.
class DemoTest {
    private static final String MESSAGES = "300";

    @TempDir
    private Path folder;

    @Test
    void aDemoInARelativeHomeEndsWellAndItsActionsCanBeJoinedWithItsLedger() throws Exception {
        Path home = home("demo");
        String relative = Path.of("").toAbsolutePath().relativize(home).toString();
        Typed typed = Typed.line("demo", "--home", relative, "--messages", MESSAGES, "--plain");
        assertEquals(0, typed.exitCode(), typed.err());
        assertTrue(typed.out().contains("Every count adds up."), typed.out());
        JsonNode summary = Json.read(Files.readString(home.resolve("summary.json")), JsonNode.class);
        assertEquals(Integer.parseInt(MESSAGES), summary.get("messages").asInt());
        assertEquals(0, summary.get("problems").size());
        List<String> actions = Files.readAllLines(home.resolve("actions.jsonl"));
        assertTrue(!actions.isEmpty(), "rules find something in every conversation");
        assertEquals(
                actions.size(),
                actions.stream()
                        .map(line ->
                                Json.read(line, JsonNode.class).get("event").asText())
                        .distinct()
                        .count());
    }

    @Test
    void aFinishedDemoRunAgainPublishesNothingAnew() throws Exception {
        String home = home("home").toString();
        Typed first = Typed.line("demo", "--home", home, "--messages", MESSAGES, "--json");
        byte[] ledger = Files.readAllBytes(Path.of(home, "ledger.jsonl"));
        byte[] actions = Files.readAllBytes(Path.of(home, "actions.jsonl"));
        Typed second = Typed.line("demo", "--home", home, "--messages", MESSAGES, "--json");
        assertEquals(0, second.exitCode(), second.err());
        assertEquals(first.json().get("examples"), second.json().get("examples"));
        assertEquals(ledger.length, Files.size(Path.of(home, "ledger.jsonl")));
        assertEquals(actions.length, Files.size(Path.of(home, "actions.jsonl")));
    }

    @Test
    void aHomeThatHoldsAnotherDemoIsRefused() throws Exception {
        String home = home("home").toString();
        assertEquals(
                0,
                Typed.line("demo", "--home", home, "--messages", "50", "--plain")
                        .exitCode());
        Typed other = Typed.line("demo", "--home", home, "--messages", "60", "--plain");
        assertEquals(1, other.exitCode());
        assertEquals(
                "becas: " + home
                        + " holds another demo (generated, seed 7, 50 messages); use another --home or remove it",
                other.err().strip());
    }

    @Test
    void badLinesOfAGivenConversationAreToldAndCounted() throws Exception {
        String first = home("first").toString();
        assertEquals(
                0,
                Typed.line("demo", "--home", first, "--messages", "50", "--plain")
                        .exitCode());
        Path talk = Path.of(first, "conversation");
        Files.writeString(talk.resolve("conversation.jsonl"), "nonsense\n", StandardOpenOption.APPEND);
        String second = home("second").toString();
        Typed typed = Typed.line("demo", "--home", second, "--conversation", talk.toString(), "--plain");
        assertEquals(0, typed.exitCode(), typed.err());
        assertTrue(typed.out().contains("is no JSON") && typed.out().contains("it is passed over"), typed.out());
        JsonNode summary = Json.read(Files.readString(Path.of(second, "summary.json")), JsonNode.class);
        assertEquals(1, summary.get("badLines").asInt());
    }

    @Test
    void aConversationFolderWithoutItsFilesIsNamed() {
        Typed typed =
                Typed.line("demo", "--home", folder.resolve("home").toString(), "--conversation", folder.toString());
        assertEquals(1, typed.exitCode());
        assertEquals(
                "becas: a conversation's folder must hold conversation.jsonl but " + folder + " does not",
                typed.err().strip());
    }

    /// A home whose configuration has no section of a plugin.
    private Path home(String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("becas.yaml"), "moderation:\n  mode: act\n");
        return home;
    }
}

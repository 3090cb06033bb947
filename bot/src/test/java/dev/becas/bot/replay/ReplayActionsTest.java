package dev.becas.bot.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.flow.DecisionFlow.ActionExecuted;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayActionsTest {
    @TempDir
    private Path folder;

    @Test
    void anActionIsOneLineThatNamesItsEvent() throws Exception {
        ActionExecuted action = action("m1", "timeout");
        try (ReplayActions actions = new ReplayActions(file())) {
            actions.perform("k1", action);
        }
        JsonNode line = Json.read(lines().getFirst(), JsonNode.class);
        assertEquals("k1", line.get("key").asText());
        assertEquals(action.head().id(), line.get("event").asText());
        assertEquals("m1", line.get("messageId").asText());
        assertEquals("timeout", line.get("action").asText());
        assertEquals(3_600, line.get("durationSeconds").asLong());
    }

    @Test
    void aKeyIsDoneOnceAlsoAfterARestart() throws Exception {
        try (ReplayActions actions = new ReplayActions(file())) {
            actions.perform("k1", action("m1", "delete"));
            actions.perform("k1", action("m1", "delete"));
        }
        try (ReplayActions actions = new ReplayActions(file())) {
            actions.perform("k1", action("m1", "delete"));
            actions.perform("k2", action("m2", "delete"));
        }
        assertEquals(2, lines().size());
    }

    @Test
    void aTornLastLineWasNotDoneAndIsDoneAgain() throws Exception {
        try (ReplayActions actions = new ReplayActions(file())) {
            actions.perform("k1", action("m1", "delete"));
        }
        Files.writeString(file(), "{\"key\":\"k2\",\"ev", StandardOpenOption.APPEND);
        try (ReplayActions actions = new ReplayActions(file())) {
            actions.perform("k2", action("m2", "delete"));
        }
        List<String> keys = lines().stream()
                .map(line -> Json.read(line, JsonNode.class).get("key").asText())
                .toList();
        assertEquals(List.of("k1", "k2"), keys);
    }

    private Path file() {
        return folder.resolve(ReplayActions.FILE);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }

    private static ActionExecuted action(String message, String action) {
        EventHead head = EventHead.root("test", message, "g1", Instant.parse("2026-01-05T08:00:00Z"));
        return new ActionExecuted(
                head, message, "author", "violation_detection", "threat", action, 3_600, 2, "bot", false, List.of());
    }
}

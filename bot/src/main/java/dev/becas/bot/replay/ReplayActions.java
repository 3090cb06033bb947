package dev.becas.bot.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.bot.moderation.GatewayActions;
import dev.becas.kernel.flow.DecisionFlow.ActionExecuted;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What a platform would do, where there is none: each action becomes one line of `actions.jsonl`, on the disk before
/// it counts as done. A key that stands there is not done again, so that a kill between the act and its record changes
/// nothing, and each line can be joined with the event that asked for it.
public final class ReplayActions implements GatewayActions, AutoCloseable {
    /// The file's name in the home folder.
    public static final String FILE = "actions.jsonl";

    private final ForcedLines lines;
    private final Set<String> done = new HashSet<>();

    /// @param file is made when it is not there; what stands in it is done
    public ReplayActions(Path file) throws IOException {
        this.lines = new ForcedLines(file);
        try (Stream<String> known = Files.lines(file)) {
            known.forEach(
                    line -> done.add(Json.read(line, JsonNode.class).path("key").asText()));
        }
    }

    @Override
    public synchronized void perform(String key, ActionExecuted action) throws IOException {
        if (done.contains(key)) {
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("key", key);
        line.put("event", action.head().id());
        line.put("at", action.head().at());
        line.put("guild", action.head().guildId());
        line.put("messageId", action.messageId());
        line.put("action", action.action());
        line.put("durationSeconds", action.durationSeconds());
        line.put("by", action.by());
        lines.append(Json.write(line) + "\n");
        done.add(key);
    }

    @Override
    public synchronized void close() throws IOException {
        lines.close();
    }
}

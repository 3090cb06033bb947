package dev.becas.benchmarks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.datasets.ConversationGenerator;
import dev.becas.datasets.ConversationSettings;
import dev.becas.datasets.GeneratedConversation;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The messages of a generated conversation, read before any clock starts.
public record Talk(List<Said> messages, Path guildFolder) {
    private static final int GUILDS = 8;

    public Talk {
        messages = List.copyOf(messages);
    }

    /// One message.
    public record Said(String id, String guild, String channel, String author, Instant at, String text) {}

    /// Generates `count` messages on eight servers in as many days as keep everybody below the flood limits.
    public static Talk generate(Path folder, int count) throws IOException {
        ConversationSettings settings = ConversationSettings.defaults()
                .withMessages(count)
                .withGuilds(GUILDS)
                .withDays(count / 800.0);
        GeneratedConversation generated = ConversationGenerator.generate(settings, folder);
        try (Stream<String> lines = Files.lines(generated.conversation())) {
            return new Talk(
                    lines.map(line -> Json.read(line, JsonNode.class))
                            .filter(line -> line.path("type").asText("").equals("message"))
                            .map(Talk::said)
                            .toList(),
                    generated.guildFolder());
        }
    }

    private static Said said(JsonNode line) {
        return new Said(
                line.path("id").asText(""),
                line.path("guild").asText(""),
                line.path("channel").asText(""),
                line.path("author").asText(""),
                Instant.parse(line.path("at").asText("")),
                line.path("text").asText(""));
    }
}

package dev.becas.gputrainer.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/// Reads what `chats.py` wrote.
final class RenderedChats {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RenderedChats() {}

    /// Gives each conversation that one template rendered, with what it became.
    static int each(List<String> lines, String template, BiConsumer<Chat, String> check) throws Exception {
        JsonNode first = JSON.readTree(lines.getFirst());
        int count = 0;
        for (String line : lines.subList(1, lines.size())) {
            JsonNode row = JSON.readTree(line);
            if (row.get("template").asText().equals(template) && row.has("rendered")) {
                List<ChatMessage> messages = new ArrayList<>();
                for (JsonNode turn :
                        first.get("conversations").get(row.get("conversation").asInt())) {
                    ChatRole role = ChatRole.valueOf(turn.get(0).asText().toUpperCase(Locale.ROOT));
                    messages.add(new ChatMessage(role, turn.get(1).asText()));
                }
                ChatOptions options = new ChatOptions(
                        row.get("opens").asBoolean(),
                        row.get("thinks").asBoolean(),
                        first.get("date").asText());
                check.accept(new Chat(messages, options), row.get("rendered").asText());
                count++;
            }
        }
        return count;
    }

    /// A conversation and how it is asked for.
    record Chat(List<ChatMessage> messages, ChatOptions options) {}
}

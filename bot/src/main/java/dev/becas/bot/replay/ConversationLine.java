package dev.becas.bot.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.json.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// One line of a conversation file: something that somebody did at an instant.
///
/// @param number of the line in its file, from 1
/// @param type `message`, `edit`, `delete`, `join`, `leave`, `report`, `command`
/// @param fields the line's other fields
record ConversationLine(int number, String type, Instant at, String guild, JsonNode fields) {
    private static final int LENGTH_MAX = 64_000;

    /// Reads a line.
    ///
    /// @param before the line before, whose time and guild a line without its own takes over
    /// @throws BadLine naming field, rule and value
    static ConversationLine read(int number, String text, @Nullable ConversationLine before) throws BadLine {
        if (text.length() > LENGTH_MAX) {
            throw new BadLine("must be at most " + LENGTH_MAX + " characters but has " + text.length());
        }
        JsonNode fields = parse(text);
        String type = required(fields, "type");
        ConversationLine line = new ConversationLine(number, type, at(fields, before), guild(fields, before), fields);
        line.check();
        return line;
    }

    String text(String name) {
        return fields.path(name).asText("");
    }

    @Nullable
    String optional(String name) {
        return fields.hasNonNull(name) ? fields.get(name).asText() : null;
    }

    private void check() throws BadLine {
        String[] needed = switch (type) {
            case "message" -> new String[] {"id", "author", "channel", "text"};
            case "edit" -> new String[] {"id", "text"};
            case "delete" -> new String[] {"id"};
            case "join", "leave" -> new String[] {"author"};
            case "report" -> new String[] {"author", "messageId"};
            case "command" -> new String[] {"author", "channel", "text"};
            default ->
                throw new BadLine("type must be one of message, edit, delete, join, leave, report, command but was '"
                        + type + "'");
        };
        for (String name : needed) {
            required(fields, name);
        }
        if (type.equals("join") && fields.hasNonNull("accountCreatedAt")) {
            instant("accountCreatedAt", text("accountCreatedAt"));
        }
    }

    private static JsonNode parse(String text) throws BadLine {
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            if (node == null || !node.isObject()) {
                throw new BadLine("must be a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new BadLine("is no JSON: " + e.getOriginalMessage());
        }
    }

    private static String required(JsonNode fields, String name) throws BadLine {
        JsonNode value = fields.path(name);
        if (!value.isTextual()) {
            throw new BadLine("needs a text '" + name + "'" + (value.isMissingNode() ? "" : " but has " + value));
        }
        return value.asText();
    }

    private static Instant at(JsonNode fields, @Nullable ConversationLine before) throws BadLine {
        if (!fields.hasNonNull("at")) {
            if (before == null) {
                throw new BadLine("needs a time 'at', as no line before it has one");
            }
            return before.at();
        }
        Instant at = instant("at", fields.get("at").asText());
        if (before != null && at.isBefore(before.at())) {
            throw new BadLine("'at' must not be before that of the line before (" + before.at() + ") but was " + at);
        }
        return at;
    }

    private static Instant instant(String name, String text) throws BadLine {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadLine(
                    "'" + name + "' must be an ISO 8601 instant such as 2026-01-05T08:00:00Z but was '" + text + "'");
        }
    }

    private static String guild(JsonNode fields, @Nullable ConversationLine before) throws BadLine {
        if (fields.hasNonNull("guild")) {
            return fields.get("guild").asText();
        }
        if (before == null) {
            throw new BadLine("needs a 'guild', as no line before it has one");
        }
        return before.guild();
    }

    /// A line that cannot be used, and why.
    static final class BadLine extends Exception {
        private static final long serialVersionUID = 1L;

        BadLine(String sentence) {
            super(sentence);
        }
    }
}

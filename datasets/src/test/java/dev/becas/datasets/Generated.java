package dev.becas.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A generated conversation, read back from its files by a plain JSON reader.
record Generated(GeneratedConversation made, List<JsonNode> talk, List<JsonNode> truths) {

    static Generated of(ConversationSettings settings, Path folder) throws IOException {
        GeneratedConversation made = ConversationGenerator.generate(settings, folder);
        return new Generated(made, lines(made.conversation()), lines(made.moderators()));
    }

    List<JsonNode> messages() {
        return ofType("message");
    }

    List<JsonNode> ofType(String type) {
        return talk.stream().filter(line -> text(line, "type").equals(type)).toList();
    }

    List<String> texts() {
        return messages().stream().map(line -> text(line, "text")).toList();
    }

    static String text(JsonNode line, String field) {
        return line.path(field).asText();
    }

    static List<JsonNode> lines(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    static String digest(Path... files) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                sha.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

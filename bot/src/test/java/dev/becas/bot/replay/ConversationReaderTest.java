package dev.becas.bot.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationReaderTest {
    private static final String GOOD =
            "{\"type\":\"message\",\"at\":\"2026-01-05T08:00:00Z\",\"guild\":\"g1\",\"channel\":\"c1\",\"author\":\"ann\",\"id\":\"m1\",\"text\":\"hello\"}";

    @TempDir
    private Path folder;

    private final List<String> complaints = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nonsense | is no JSON: Unrecognized token 'nonsense': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            [1, 2] | must be a JSON object
            {"at":"2026-01-05T08:00:01Z"} | needs a text 'type'
            {"type":7} | needs a text 'type' but has 7
            {"type":"wave","author":"ann"} | type must be one of message, edit, delete, join, leave, report, command but was 'wave'
            {"type":"message","channel":"c1","author":"ann","text":"hi"} | needs a text 'id'
            {"type":"edit","id":"m1"} | needs a text 'text'
            {"type":"join","author":"ann","accountCreatedAt":"yesterday"} | 'accountCreatedAt' must be an ISO 8601 instant such as 2026-01-05T08:00:00Z but was 'yesterday'
            {"type":"delete","id":"m1","at":"soon"} | 'at' must be an ISO 8601 instant such as 2026-01-05T08:00:00Z but was 'soon'
            {"type":"delete","id":"m1","at":"2026-01-05T07:59:59Z"} | 'at' must not be before that of the line before (2026-01-05T08:00:00Z) but was 2026-01-05T07:59:59Z
            """)
    void aMalformedLineIsOneSentenceAndTheRestGoesOn(String line, String sentence) throws IOException {
        List<String> ids = read(GOOD, line, GOOD.replace("m1", "m2"));
        assertEquals(List.of("m1", "m2"), ids);
        assertEquals(List.of("conversation.jsonl, line 2 " + sentence + "; it is passed over"), complaints);
    }

    @Test
    void aFirstLineNeedsATimeAndAGuild() throws IOException {
        read(
                "{\"type\":\"delete\",\"id\":\"m1\"}",
                "{\"type\":\"delete\",\"id\":\"m1\",\"at\":\"2026-01-05T08:00:00Z\"}");
        assertEquals(
                List.of(
                        "conversation.jsonl, line 1 needs a time 'at', as no line before it has one; it is passed over",
                        "conversation.jsonl, line 2 needs a 'guild', as no line before it has one; it is passed over"),
                complaints);
    }

    @Test
    void aLineOfTooManyCharactersIsPassedOver() throws IOException {
        assertEquals(List.of("m1"), read(GOOD, "x".repeat(64_001)));
        assertEquals(
                List.of("conversation.jsonl, line 2 must be at most 64000 characters but has 64001; it is passed over"),
                complaints);
    }

    @Test
    void onlySoManyComplaintsAreTold() throws IOException {
        String[] lines = new String[50];
        java.util.Arrays.fill(lines, "nonsense");
        read(lines);
        assertEquals(20, complaints.size());
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("conversation.jsonl");
        IOException e = assertThrows(IOException.class, () -> new ConversationReader(file, complaints::add));
        assertEquals("there is no conversation file " + file, e.getMessage());
    }

    private List<String> read(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("conversation.jsonl"), List.of(lines));
        List<String> ids = new ArrayList<>();
        try (ConversationReader reader = new ConversationReader(file, complaints::add)) {
            for (ConversationLine line = reader.next(); line != null; line = reader.next()) {
                ids.add(line.text("id"));
            }
        }
        return ids;
    }
}

package dev.becas.gputrainer.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataRowsTest {
    @TempDir
    Path folder;

    @Test
    void everyFormOfALabelIsFound() throws Exception {
        List<DataRow> rows = DataRows.read(file("""
                {"input": "a", "output": "scam because of the link", "label": "scam", "system": "judge"}

                {"input": "b", "output": "fine or not", "metadata": {"label": "fine"}, "quality": "gold"}
                {"input": "c", "output": "fine"}
                {"input": "d", "output": "fine or not"}
                {"input": "e", "label": "scam", "output": null}
                """));
        assertEquals(5, rows.size());
        assertEquals("judge", rows.getFirst().system());
        assertEquals("scam because of the link", rows.getFirst().output());
        assertEquals("scam", rows.getFirst().label());
        assertEquals("fine", rows.get(1).label());
        assertEquals("fine", rows.get(2).label());
        assertNull(rows.get(3).label());
        assertNull(rows.get(4).output());
        assertTrue(
                rows.get(1).place().endsWith("rows.jsonl, line 3"), rows.get(1).place());
    }

    @Test
    void aBlankBeforeTheLabelMeansThatAnOpeningCame() throws Exception {
        List<DataRow> rows = DataRows.read(file("""
                {"input": "a", "output": " scam because of the link", "metadata": {"label": "scam"}}
                {"input": "b", "output": " fine"}
                {"input": "c", "output": " it is fine", "label": "fine"}
                {"input": "d", "output": " scam or not"}
                """));
        assertEquals(
                List.of("Label: scam because of the link", "Label: fine", "it is fine", "scam or not"),
                rows.stream().map(DataRow::output).toList());
        assertEquals("fine", rows.get(1).label());
        assertEquals(new AnswerForm("Label: ", false), AnswerForm.of(rows.subList(0, 2)));
    }

    @Test
    void aRowSaysAsHowManyItCounts() throws Exception {
        List<DataRow> rows = DataRows.read(file("""
                {"input": "a", "label": "scam", "metadata": {"weight": 0.5}}
                {"input": "b", "label": "scam", "metadata": {"weight": 2}}
                {"input": "c", "label": "scam", "metadata": {"split": "train"}}
                {"input": "d", "label": "scam"}
                """));
        assertEquals(
                List.of(0.5, 2.0, 1.0, 1.0), rows.stream().map(DataRow::weight).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"output\": \"fine\"} | line 1: input must be a text but was missing",
                "{\"input\": \"\"} | line 1: input must be a text that is not empty but was \"\"",
                "{\"input\": 3} | line 1: input must be a text that is not empty but was 3",
                "{\"input\": \"a\", \"label\": [1]} | line 1: label must be a text that is not empty but was [1]",
                "{\"input\": \"a\", \"metadata\": {\"weight\": 0}} | line 1: metadata.weight must be a number above 0, at most 8.0 but was 0",
                "{\"input\": \"a\", \"metadata\": {\"weight\": 9}} | line 1: metadata.weight must be a number above 0, at most 8.0 but was 9",
                "{\"input\": \"a\", \"metadata\": {\"weight\": \"1\"}} | line 1: metadata.weight must be a number above 0, at most 8.0 but was \"1\"",
                "[1] | line 1: the line must be a JSON object but was ARRAY",
                "{\"input\": | line 1: must be JSON but is not: Unexpected end-of-input within/between Object entries",
                "`` | must have at least 1 row but has none"
            })
    void aBadLineIsRefusedInOneSentence(String line, String sentence) throws Exception {
        Path file = file(line + "\n");
        IOException refused = assertThrows(IOException.class, () -> DataRows.read(file));
        assertTrue(String.valueOf(refused.getMessage()).endsWith(sentence), refused.getMessage());
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        Path file = folder.resolve("rows.jsonl");
        Files.write(file, "{\"input\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        IOException refused = assertThrows(IOException.class, () -> DataRows.read(file));
        assertTrue(String.valueOf(refused.getMessage()).endsWith("must be UTF-8 but is not"), refused.getMessage());
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        IOException refused = assertThrows(IOException.class, () -> DataRows.read(folder.resolve("none")));
        assertTrue(String.valueOf(refused.getMessage()).endsWith("must be a file of JSON lines but is none"));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.jsonl"), text);
    }
}

package dev.becas.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A text with its right label: one line of the stock text or of the gold set.
///
/// @param category `violation_detection` or `scam_detection`
/// @param label one of the category's labels
/// @param guild the server whose rules are in force, `stock` for the general ones alone
/// @param fields one `rule` line for each rule of the server that speaks of the category, then the `message`
public record LabelledRow(String category, String label, String guild, List<Field> fields) {

    private static final ObjectWriter JSON = new ObjectMapper().writerFor(LabelledRow.class);
    private static final ObjectReader READER = new ObjectMapper().readerFor(LabelledRow.class);

    public LabelledRow {
        fields = List.copyOf(fields);
    }

    static LabelledRow of(Category category, String label, String guild, List<Rule> rules, String message) {
        List<Field> fields = new ArrayList<>(Rule.lines(rules, category));
        fields.add(new Field("message", message));
        return new LabelledRow(category.wireName(), label, guild, fields);
    }

    /// The text to judge.
    public String message() {
        return fields.getLast().value();
    }

    static void writeAll(List<LabelledRow> rows, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (LabelledRow row : rows) {
                out.write(JSON.writeValueAsString(row));
                out.write('\n');
            }
        }
    }

    static List<LabelledRow> readAll(Path file) throws IOException {
        List<LabelledRow> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            try {
                rows.add(READER.readValue(line));
            } catch (JsonProcessingException e) {
                throw new IOException(
                        file + " line " + (rows.size() + 1) + " must be a labelled row: " + e.getOriginalMessage(), e);
            }
        }
        return rows;
    }
}

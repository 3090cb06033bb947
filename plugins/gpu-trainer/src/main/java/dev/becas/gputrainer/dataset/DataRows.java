package dev.becas.gputrainer.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a dataset, one JSON object a line: `input`, and perhaps `output`, `system`, `label` or `metadata.label`, and
/// `metadata.weight`. Other fields are left alone.
///
/// The outputs of Becas' own datasets begin with a blank and the label, as what the assistant's turn says after
/// [#OPENING]: after a template's line break, models know words without a blank in front and give such labels less.
public final class DataRows {
    /// What the assistant's turn says before an output that begins with a blank and the label.
    public static final String OPENING = "Label:";
    /// More than any dataset of Becas has; they are held in memory.
    static final int ROWS_MAX = 1_000_000;
    /// The most that a row counts, as for linear models: more of it would be another dataset.
    static final double WEIGHT_MAX = 8;
    /// The longest file, so that no line is longer either.
    private static final long BYTES_MAX = 1L << 30;

    private final Path file;
    private int line;

    private DataRows(Path file) {
        this.file = file;
    }

    /// All rows, at least one.
    ///
    /// @throws IOException one sentence: the file, the line, the field, the rule, the value
    public static List<DataRow> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " must be a file of JSON lines but is none");
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(file + " must have at most " + BYTES_MAX + " bytes but has " + Files.size(file));
        }
        return new DataRows(file).all();
    }

    private List<DataRow> all() throws IOException {
        List<DataRow> rows = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                line++;
                if (!text.isBlank()) {
                    rows.add(row(text));
                }
                require(rows.size() <= ROWS_MAX, "the count of rows", "be at most " + ROWS_MAX, rows.size());
            }
        } catch (CharacterCodingException e) {
            throw new IOException(file + ", after line " + line + ": must be UTF-8 but is not", e);
        }
        if (rows.isEmpty()) {
            throw new IOException(file + " must have at least 1 row but has none");
        }
        return rows;
    }

    private DataRow row(String text) throws IOException {
        JsonNode row = parse(text);
        String input = text(row, "input");
        require(input != null, "input", "be a text", "missing");
        String written = text(row, "output");
        String output = written == null ? null : written.stripLeading();
        String label = text(row, "label");
        if (label == null) {
            label = text(row.path("metadata"), "label");
        }
        if (label == null && output != null && output.matches("\\S+")) {
            label = output;
        }
        if (written != null && label != null && written.startsWith(" " + label)) {
            output = OPENING + written;
        }
        return new DataRow(place(), text(row, "system"), input == null ? "" : input, output, label, weight(row));
    }

    private double weight(JsonNode row) throws IOException {
        JsonNode node = row.path("metadata").path("weight");
        double weight = node.asDouble(1);
        boolean right = node.isMissingNode() || (node.isNumber() && weight > 0 && weight <= WEIGHT_MAX);
        require(right, "metadata.weight", "be a number above 0, at most " + WEIGHT_MAX, node);
        return weight;
    }

    private JsonNode parse(String text) throws IOException {
        try {
            JsonNode row = Json.MAPPER.readTree(text);
            require(row.isObject(), "the line", "be a JSON object", row.getNodeType());
            return row;
        } catch (JsonProcessingException e) {
            throw new IOException(place() + ": must be JSON but is not: " + e.getOriginalMessage(), e);
        }
    }

    private @Nullable String text(JsonNode row, String field) throws IOException {
        JsonNode node = row.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        require(node.isTextual() && !node.asText().isEmpty(), field, "be a text that is not empty", node);
        return node.asText();
    }

    private String place() {
        return file + ", line " + line;
    }

    private void require(boolean holds, String field, String rule, Object value) throws IOException {
        if (!holds) {
            throw new IOException(place() + ": " + field + " must " + rule + " but was " + value);
        }
    }
}

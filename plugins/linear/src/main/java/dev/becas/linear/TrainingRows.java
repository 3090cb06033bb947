package dev.becas.linear;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.training.TrainingRefused;
import dev.becas.linear.fit.LabelledRow;
import dev.becas.linear.fit.LinearFit;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the rows of a frozen dataset, one JSON object a line: `input`, `metadata.label` and, if it is there,
/// `metadata.weight`. Without `metadata.label` the label is the first word of `output`; what follows there
/// (` because ...`) is for models that write.
final class TrainingRows {
    private final Path file;
    private final List<String> labels;
    private int line;

    /// @param labels the closed set a label must be of
    TrainingRows(Path file, List<String> labels) {
        this.file = file;
        this.labels = labels;
    }

    /// All rows.
    ///
    /// @throws TrainingRefused for a line that is not as it must be, naming file, line, field, rule and value
    /// @throws IOException when the disk fails
    List<LabelledRow> read() throws TrainingRefused, IOException {
        List<LabelledRow> rows = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                line++;
                if (!text.isBlank()) {
                    rows.add(row(parse(text)));
                }
                require(rows.size() <= LinearFit.ROWS_MAX, "rows", "be at most " + LinearFit.ROWS_MAX, rows.size());
            }
        } catch (NoSuchFileException e) {
            throw new TrainingRefused("bad_dataset", file + " is not there");
        } catch (CharacterCodingException e) {
            throw new TrainingRefused("bad_dataset", file + ", after line " + line + ": must be UTF-8 but is not");
        }
        return rows;
    }

    private JsonNode parse(String text) throws TrainingRefused {
        try {
            JsonNode row = Json.MAPPER.readTree(text);
            require(row.isObject(), "line", "be a JSON object", row.getNodeType());
            return row;
        } catch (JsonProcessingException e) {
            throw new TrainingRefused(
                    "bad_dataset", file + ", line " + line + ": must be JSON but is not: " + e.getOriginalMessage());
        }
    }

    private LabelledRow row(JsonNode row) throws TrainingRefused {
        JsonNode input = row.path("input");
        require(input.isTextual(), "input", "be a text", shown(input));
        String label = label(row);
        require(labels.contains(label), "label", "be one of " + labels, "'" + label + "'");
        JsonNode weight = row.path("metadata").path("weight");
        double times = weight.asDouble(1);
        boolean fits = times >= 1 && times <= LabelledRow.WEIGHT_MAX && times == Math.rint(times);
        boolean right = weight.isMissingNode() || (weight.isNumber() && fits);
        require(right, "metadata.weight", "be a whole number in [1, " + LabelledRow.WEIGHT_MAX + "]", shown(weight));
        return new LabelledRow(input.asText(), label, (int) times);
    }

    private String label(JsonNode row) throws TrainingRefused {
        JsonNode label = row.path("metadata").path("label");
        if (label.isTextual()) {
            return label.asText();
        }
        JsonNode output = row.path("output");
        require(output.isTextual(), "output", "be a text where metadata.label is none", shown(output));
        String words = output.asText().strip();
        int end = 0;
        while (end < words.length() && !Character.isWhitespace(words.charAt(end))) {
            end++;
        }
        return words.substring(0, end);
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.toString();
    }

    private void require(boolean holds, String field, String rule, Object value) throws TrainingRefused {
        if (!holds) {
            throw new TrainingRefused(
                    "bad_dataset", file + ", line " + line + ": " + field + " must " + rule + " but was " + value);
        }
    }
}

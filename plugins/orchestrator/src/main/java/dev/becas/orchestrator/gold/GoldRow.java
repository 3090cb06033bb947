package dev.becas.orchestrator.gold;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.prompt.PromptField;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A case whose answer is known.
///
/// @param label the right one
/// @param fields the prompt's lines, in order
public record GoldRow(String label, List<PromptField> fields) {
    private static final int ROWS_MAX = 100_000;

    public GoldRow {
        fields = List.copyOf(fields);
    }

    private record Line(
            @Nullable String category,
            @Nullable String label,
            @Nullable List<PromptField> fields) {}

    /// Reads the cases of a category from a gold file.
    ///
    /// @throws IOException naming the file, the line and what is wrong; also when the category has no case
    public static List<GoldRow> read(Path file, String category) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("there is no gold set " + file + "; put one there, one case a line");
        }
        List<GoldRow> rows = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            int number = 1;
            for (String line = in.readLine(); line != null && number <= ROWS_MAX; line = in.readLine()) {
                add(rows, file, number++, line, category);
            }
        }
        if (rows.isEmpty()) {
            throw new IOException(file + " must hold cases of " + category + " but holds none");
        }
        return rows;
    }

    private static void add(List<GoldRow> rows, Path file, int number, String text, String category)
            throws IOException {
        try {
            Line line = Json.MAPPER.readValue(text, Line.class);
            if (line.category() == null
                    || line.label() == null
                    || line.fields() == null
                    || line.fields().isEmpty()) {
                throw new IOException(file + ", line " + number + ": a case must have category, label and fields");
            }
            if (line.category().equals(category)) {
                rows.add(new GoldRow(Categories.named(category).requireLabel(line.label()), line.fields()));
            }
        } catch (JsonProcessingException e) {
            throw new IOException(file + ", line " + number + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
        }
    }
}

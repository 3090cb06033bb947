package dev.becas.finetuning.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.json.Json;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a file of examples line by line and refuses what is no example, naming file, line, field, rule and value.
final class LineReader implements Closeable {
    private static final List<String> TEXTS = List.of("id", "input", "output", "system", "quality");
    private static final List<String> METADATA = List.of("at", "category", "cluster", "label", "split", "tier");
    private static final Set<String> QUALITIES = Set.of("gold", "silver", "bronze");

    private final Path file;
    private final BufferedReader reader;
    private int number;

    LineReader(Path file) throws IOException {
        this.file = file;
        this.reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    /// One line as far as checks need it.
    record Line(
            String text,
            String id,
            String message,
            String label,
            String category,
            boolean isEval,
            Instant at,
            String cluster) {}

    /// The next line; null at the end.
    @Nullable
    Line next() throws IOException {
        String text = reader.readLine();
        if (text == null) {
            return null;
        }
        number++;
        try {
            return line(text, Json.MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IOException(where() + "is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private Line line(String text, JsonNode json) throws IOException {
        for (String name : TEXTS) {
            requireText(json, name);
        }
        JsonNode metadata = json.path("metadata");
        for (String name : METADATA) {
            requireText(metadata, name);
        }
        require(
                QUALITIES.contains(json.path("quality").asText()),
                "quality must be gold, silver or bronze",
                json.path("quality"));
        String label = metadata.path("label").asText();
        String output = json.path("output").asText();
        require(
                output.equals(" " + label) || output.startsWith(" " + label + " because "),
                "output must be a space and the label '" + label + "'",
                json.path("output"));
        String split = metadata.path("split").asText();
        require(split.equals("train") || split.equals("eval"), "split must be train or eval", metadata.path("split"));
        return new Line(
                text,
                json.path("id").asText(),
                Messages.in(json.path("input").asText()),
                label,
                metadata.path("category").asText(),
                split.equals("eval"),
                at(metadata.path("at").asText()),
                metadata.path("cluster").asText());
    }

    private Instant at(String text) throws IOException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IOException(where() + "at must be a time but was '" + text + "'", e);
        }
    }

    private void requireText(JsonNode json, String name) throws IOException {
        require(json.path(name).isTextual(), name + " must be a text", json.path(name));
    }

    private void require(boolean holds, String rule, JsonNode value) throws IOException {
        if (!holds) {
            throw new IOException(where() + rule + " but was " + (value.isMissingNode() ? "missing" : value));
        }
    }

    private String where() {
        return file + ", line " + number + ": ";
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

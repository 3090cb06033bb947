package dev.becas.gputrainer.tiny;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.becas.gputrainer.chat.ChatRole;
import dev.becas.gputrainer.dataset.DataRows;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.prompt.PromptField;
import dev.becas.kernel.prompt.Prompts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rows that the tiny base learns from, written as prompts by the kernel's one place for prompts.
///
/// @param rows in the order of their file, categories and labels mixed
record TinyText(List<Row> rows) {
    /// How often an instruction counts beside the messages when the vocabulary is learned: it stands before each.
    private static final long INSTRUCTION_COUNT = 1_000;

    TinyText {
        rows = List.copyOf(rows);
    }

    /// @param fields rules, then the message
    record Row(String category, String label, String guild, List<PromptField> fields) {
        Row {
            fields = List.copyOf(fields);
        }

        String input() {
            return Prompts.of(category, fields).input();
        }

        /// As Becas' own datasets begin it.
        String output() {
            return " " + label;
        }

        /// As a line of a dataset.
        Map<String, String> question() {
            return Map.of("system", Prompts.system(category), "input", input(), "output", output());
        }
    }

    static TinyText read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        TypeReference<Row> type = new TypeReference<>() {};
        for (String line : Files.readAllLines(file)) {
            rows.add(Json.MAPPER.readValue(line, type));
        }
        return new TinyText(rows);
    }

    /// Every label of every category.
    static List<String> labels() {
        return Categories.all().stream()
                .flatMap(category -> category.labelNames().stream())
                .distinct()
                .toList();
    }

    /// What the vocabulary is learned from, with how much each text counts.
    Map<String, Long> texts() {
        Map<String, Long> texts = new LinkedHashMap<>();
        for (ChatRole role : ChatRole.values()) {
            texts.put(role.templateName() + "\n", INSTRUCTION_COUNT);
        }
        texts.put(DataRows.OPENING, INSTRUCTION_COUNT);
        for (Category category : Categories.all()) {
            texts.put(Prompts.system(category.name()), INSTRUCTION_COUNT);
        }
        for (Row row : rows) {
            texts.merge(row.input(), 1L, Long::sum);
        }
        return texts;
    }
}

package dev.becas.finetuning.daily;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.finetuning.dataset.FrozenExample;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.finetuning.dataset.Messages;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts the lines of a set, and judges its size and quality.
final class Tally {
    private static final long MIB = 1024L * 1024L;
    /// From so many examples on, one label alone is no accident.
    private static final int ONE_LABEL_FROM = 50;
    /// A master file that lost more than this share of its examples in a day has lost something else than duplicates.
    private static final int SHRUNK_TO_PERCENT = 50;

    private final String category;
    private final int maxFileMb;
    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
    private int lines;
    private int withoutInput;
    private long scoreSum;

    Tally(String category, int maxFileMb) {
        this.category = category;
        this.maxFileMb = maxFileMb;
    }

    int lines() {
        return lines;
    }

    void add(FrozenExample example) {
        add(
                example.label(),
                example.labelSource(),
                example.tier().wireName(),
                example.scoreBp(),
                example.message().isBlank());
    }

    void add(String line) throws IOException {
        JsonNode json = Json.MAPPER.readTree(line);
        JsonNode metadata = json.path("metadata");
        add(
                metadata.path("label").asText(),
                metadata.path("labelSource").asText(),
                metadata.path("tier").asText(),
                metadata.path("score").asInt(),
                Messages.in(json.path("input").asText()).isBlank());
    }

    private void add(String label, String labelSource, String tier, int scoreBp, boolean noInput) {
        lines++;
        count("label", label);
        count("labelSource", labelSource);
        count("tier", tier);
        scoreSum += scoreBp;
        withoutInput += noInput ? 1 : 0;
    }

    private void count(String name, String value) {
        counts.computeIfAbsent(name, n -> new TreeMap<>()).merge(value, 1, Integer::sum);
    }

    /// The check of a set whose files are these.
    ///
    /// @param linesBefore how many examples the set had a day ago; 0 when there was none
    DailyCheck check(Instant asOf, List<Manifest.FileRecord> files, int linesBefore, List<String> erasures) {
        return new DailyCheck(
                category,
                asOf,
                lines,
                files.stream().mapToLong(Manifest.FileRecord::bytes).sum(),
                lines == 0 ? 0 : (int) ((scoreSum + lines / 2) / lines),
                counts,
                problems(files, linesBefore),
                files,
                erasures);
    }

    private List<String> problems(List<Manifest.FileRecord> files, int linesBefore) {
        List<String> problems = new ArrayList<>();
        for (Manifest.FileRecord file : files) {
            if (file.bytes() > maxFileMb * MIB) {
                problems.add(file.name() + " has " + file.bytes() + " bytes, more than datasets.maxFileMb " + maxFileMb
                        + ": one example is larger than that");
            }
        }
        if (lines * 100L < linesBefore * (long) SHRUNK_TO_PERCENT) {
            problems.add("there are " + lines + " examples, but there were " + linesBefore + " the day before");
        }
        if (withoutInput > 0) {
            problems.add(withoutInput + " examples have an empty message");
        }
        Map<String, Integer> labels = counts.getOrDefault("label", Map.of());
        List<String> known = Categories.named(category).labelNames();
        labels.keySet().stream()
                .filter(label -> !known.isEmpty() && !known.contains(label))
                .forEach(label -> problems.add("the category has no label '" + label + "'"));
        if (labels.size() == 1 && lines >= ONE_LABEL_FROM) {
            problems.add("all " + lines + " examples have the label '"
                    + labels.keySet().iterator().next() + "'");
        }
        return problems;
    }
}

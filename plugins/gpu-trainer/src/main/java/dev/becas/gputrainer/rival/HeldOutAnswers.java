package dev.becas.gputrainer.rival;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.score.LabelQuestion;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each held-out row was answered, for people who ask which ones went wrong, and for rivals that come later. No
/// text of the rows is in it.
public final class HeldOutAnswers {
    /// Its name in a run's folder.
    public static final String FILE = "held-out.jsonl";

    private HeldOutAnswers() {}

    /// One row.
    ///
    /// @param place its file and line
    /// @param label the true one
    /// @param answers log-probability of each label by who was asked: `base`, `few-shot`, `tuned`
    record Line(String place, String label, Map<String, Map<String, Double>> answers) {}

    /// @param answers of each that was asked, one a row
    public static void write(Path folder, LabelQuestion question, Map<String, List<double[]>> answers)
            throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < question.rows().size(); i++) {
            DataRow row = question.rows().get(i);
            Map<String, Map<String, Double>> of = new LinkedHashMap<>();
            for (Map.Entry<String, List<double[]>> asked : answers.entrySet()) {
                Map<String, Double> byLabel = new LinkedHashMap<>();
                for (int label = 0; label < question.labels().size(); label++) {
                    byLabel.put(question.labels().get(label), asked.getValue().get(i)[label]);
                }
                of.put(asked.getKey(), byLabel);
            }
            lines.add(Json.MAPPER.writeValueAsString(new Line(row.place(), String.valueOf(row.label()), of)));
        }
        Files.write(folder.resolve(FILE), lines);
    }

    /// What one of them answered.
    ///
    /// @return log-probabilities, `[rows][labels]`
    static List<double[]> read(Path folder, String who, List<String> labels) throws IOException {
        Path file = folder.resolve(FILE);
        List<double[]> answers = new ArrayList<>();
        for (String text : Files.readAllLines(file)) {
            answers.add(row(file, text, who, labels));
        }
        return answers;
    }

    private static double[] row(Path file, String text, String who, List<String> labels) throws IOException {
        Map<String, Double> byLabel;
        try {
            byLabel = Json.MAPPER.readValue(text, Line.class).answers().getOrDefault(who, Map.of());
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": a line is none of its own: " + e.getOriginalMessage(), e);
        }
        if (!byLabel.keySet().containsAll(labels)) {
            throw new IOException(
                    file + ": " + who + " must have an answer for each of " + labels + " but has " + byLabel.keySet());
        }
        return labels.stream().mapToDouble(byLabel::get).toArray();
    }
}

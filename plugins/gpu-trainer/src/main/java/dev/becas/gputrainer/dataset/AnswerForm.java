package dev.becas.gputrainer.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// How answers say their labels: `toxic`, `toxic because ...`, `Label: toxic`.
///
/// @param opening what stands in front of the label in each answer; mostly nothing
/// @param alone whether nothing follows the label
public record AnswerForm(String opening, boolean alone) {
    /// A label, and perhaps something behind it.
    public static final AnswerForm LABEL_FIRST = new AnswerForm("", false);

    /// Of rows; those without an output say nothing about it. Where they differ in what stands in front of the label,
    /// that is nothing.
    public static AnswerForm of(List<DataRow> rows) {
        List<DataRow> answered =
                rows.stream().filter(row -> row.output() != null).toList();
        Set<String> openings =
                answered.stream().map(row -> row.beforeLabel().orElse("")).collect(Collectors.toSet());
        String opening = openings.size() == 1 ? openings.iterator().next() : "";
        return new AnswerForm(
                opening, answered.stream().allMatch(row -> row.answer().equals(opening + row.label())));
    }

    /// Whether a row's output says its label so; a row without an output does.
    public boolean fits(DataRow row) {
        return row.output() == null || row.output().startsWith(opening + row.label());
    }

    /// What is asked for, as tokens, in the order of the labels: with the token that ends an answer where nothing
    /// follows the label.
    public List<int[]> answers(List<String> labels, RowTokens tokens) throws IOException {
        List<int[]> answers = new ArrayList<>();
        for (String label : labels) {
            answers.add(alone ? tokens.answer(opening + label) : tokens.opening(opening + label));
        }
        return answers;
    }
}

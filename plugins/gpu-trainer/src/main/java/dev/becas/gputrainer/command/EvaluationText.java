package dev.becas.gputrainer.command;

import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.evaluate.Interval;
import dev.becas.gputrainer.evaluate.LabelFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An evaluation for people.
final class EvaluationText {
    private EvaluationText() {}

    static String of(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        lines.add(evaluation.rows() + " rows, 95 % intervals in brackets");
        lines.add(line("accuracy", evaluation.accuracy()));
        lines.add(line("macro-F1", evaluation.macroF1()));
        lines.add(String.format(Locale.ROOT, "  %-28s %6.3f", "expected calibration error", evaluation.ece()));
        lines.add(String.format(Locale.ROOT, "  %-28s %9s %9s %9s %6s", "label", "precision", "recall", "F1", "rows"));
        for (LabelFigures label : evaluation.labels()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-28s %9.3f %9.3f %9.3f %6d",
                    label.label(),
                    label.precision(),
                    label.recall(),
                    label.f1(),
                    label.rows()));
        }
        return String.join("\n", lines);
    }

    private static String line(String name, Interval figure) {
        return String.format(
                Locale.ROOT, "  %-28s %6.3f [%.3f, %.3f]", name, figure.value(), figure.low(), figure.high());
    }
}

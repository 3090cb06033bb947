package dev.becas.orchestrator.report;

import dev.becas.kernel.model.ModelRegistry.AliasMove;
import dev.becas.kernel.training.TrainingCosts.Cost;
import dev.becas.orchestrator.alert.Alert;
import dev.becas.orchestrator.pipeline.Round;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A month in figures.
///
/// @param counts what was counted, by name
/// @param rounds that began or ended in it
/// @param moves of aliases
/// @param alerts that were raised
/// @param cost of training
public record MonthlyReport(
        YearMonth month,
        Map<String, Double> counts,
        List<Round> rounds,
        List<AliasMove> moves,
        List<Alert> alerts,
        Cost cost) {
    public MonthlyReport {
        counts = Map.copyOf(counts);
        rounds = List.copyOf(rounds);
        moves = List.copyOf(moves);
        alerts = List.copyOf(alerts);
    }

    /// The same as a page of Markdown.
    String page() {
        List<String> lines = new ArrayList<>();
        lines.add("# Becas in " + month);
        lines.add("");
        lines.add(say(
                "%,.0f decisions; people confirmed %,.0f and corrected %,.0f. %,.0f examples were collected, %,.0f rejected.",
                count("decided"), count("confirmed"), count("corrected"), count("collected"), count("rejected")));
        lines.add(say(
                "%,.0f training jobs led to a model and %,.0f did not; %.1f GPU minutes, %.2f of a provider's price.",
                count("trained"), count("training_failed"), cost.gpuMinutes(), cost.providerCost()));
        section(lines, "Rounds", rounds.stream().map(MonthlyReport::line).toList());
        section(
                lines,
                "What answered",
                moves.stream()
                        .map(m -> m.at() + " " + m.version() + " " + m.sharePercent() + " %, by " + m.by() + ": "
                                + m.reason())
                        .toList());
        section(
                lines,
                "Alerts",
                alerts.stream()
                        .map(a -> a.raisedAt() + " " + a.alert() + " of " + a.subject() + ": " + a.sentence())
                        .toList());
        return String.join("\n", lines) + "\n";
    }

    private double count(String name) {
        return counts.getOrDefault(name, 0.0);
    }

    private static String line(Round round) {
        return round.target() + " round " + round.round() + " (" + round.trigger() + "): "
                + (round.outcome() == null ? "running" : round.outcome())
                + (round.version() == null ? "" : ", " + round.version())
                + (round.reason() == null || round.reason().isEmpty() ? "" : ". " + round.reason());
    }

    private static void section(List<String> lines, String title, List<String> items) {
        lines.add("");
        lines.add("## " + title);
        lines.add("");
        if (items.isEmpty()) {
            lines.add("None.");
        }
        items.forEach(item -> lines.add("- " + item));
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

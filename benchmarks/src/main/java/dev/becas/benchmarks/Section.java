package dev.becas.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a benchmark found, as it stands on the page: goals first, then how it was measured, then figures.
public final class Section {
    private final List<String> goals = new ArrayList<>();
    private final List<String> body = new ArrayList<>();

    /// A goal and whether it is met.
    ///
    /// @param what is measured, with its unit
    /// @param goal in words
    /// @param figure in words
    /// @param because why it is missed, or what to know about it; may be empty
    public Section goal(String what, String goal, String figure, boolean met, String because) {
        goals.add("| " + what + " | " + goal + " | " + figure + " | " + (met ? "met" : "**missed**") + " | " + because
                + " |");
        return this;
    }

    /// A paragraph.
    public Section text(String paragraph) {
        body.add(paragraph + "\n");
        return this;
    }

    /// A table.
    public Section table(List<String> heads, List<List<String>> rows) {
        StringBuilder table =
                new StringBuilder("| " + String.join(" | ", heads) + " |\n|" + "---|".repeat(heads.size()) + "\n");
        rows.forEach(row -> table.append("| ").append(String.join(" | ", row)).append(" |\n"));
        body.add(table.toString());
        return this;
    }

    String markdown(String title, String name, String today) {
        StringBuilder text = new StringBuilder("## " + title + "\n\n");
        text.append("`benchmarks/run ").append(name).append("`, ").append(today).append("\n\n");
        if (!goals.isEmpty()) {
            text.append("| what | goal | measured | | |\n|---|---|---|---|---|\n");
            goals.forEach(goal -> text.append(goal).append('\n'));
            text.append('\n');
        }
        text.append(String.join("\n", body));
        return text.toString().stripTrailing() + "\n";
    }

    /// A whole number with thousands separated.
    public static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /// A number with two digits behind the point.
    public static String fine(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }

    /// A share in whole percent.
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}

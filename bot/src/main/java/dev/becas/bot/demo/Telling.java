package dev.becas.bot.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What came of a demo, in lines that fit a terminal.
final class Telling {
    private static final int LABEL = 13;
    private static final int HASH = 12;

    private final List<String> lines = new ArrayList<>();

    private Telling() {}

    /// @param file where the whole summary is
    static List<String> of(Summary summary, Path file) {
        Telling telling = new Telling();
        telling.lines.add("");
        summary.datasets().forEach(telling::dataset);
        summary.training().forEach(telling::trained);
        summary.shadow()
                .forEach(r -> telling.tell(
                        "shadow test",
                        r.modelB() + " against " + r.modelA() + ": " + r.recommendation() + " after " + r.tests()
                                + " pairs with " + r.disagreements() + " disagreements. "
                                + String.join(" ", r.reasoning())));
        summary.decision().forEach(telling::untested);
        telling.tell("roll-back", String.valueOf(summary.rollback().get("sentence")) + ".");
        summary.verdict().forEach(v -> telling.tell("verdict", v.sentence()));
        summary.problems().forEach(p -> telling.tell("PROBLEM", p));
        telling.tell(
                "end",
                String.format(
                        Locale.ROOT,
                        "%s It took %.0f s and at most %,d MiB of memory; all of it is in %s",
                        summary.ok() ? "Every count adds up." : "Something is wrong.",
                        summary.durationsSeconds().getOrDefault("total", 0.0),
                        summary.peakMemoryMiB(),
                        file));
        return telling.lines;
    }

    private void dataset(Map<String, Object> d) {
        String hash = String.valueOf(d.get("contentHash"));
        tell(
                "dataset",
                d.get("category") + ": " + d.get("train") + " to learn from and " + d.get("evaluation")
                        + " held out, hash " + hash.substring(0, Math.min(HASH, hash.length())) + ", "
                        + d.get("straddlingClusters") + " clusters in both parts.");
    }

    private void trained(Map<String, Object> t) {
        Object metrics = t.get("metrics");
        Object macroF1 = metrics instanceof Map<?, ?> map ? map.get("macroF1") : null;
        tell(
                "trained",
                t.get("target") + ": held-out macro-F1 "
                        + (macroF1 instanceof Double value ? String.format(Locale.ROOT, "%.3f", value) : "unknown")
                        + ".");
    }

    private void untested(String target, Object decision) {
        if (decision instanceof Map<?, ?> map
                && "none".equals(map.get("recommendation"))
                && map.get("reasoning") instanceof List<?> why) {
            tell("no report", target + ": " + why.getFirst());
        }
    }

    /// A label and a text that goes on below itself.
    private void tell(String label, String text) {
        StringBuilder line = new StringBuilder(String.format("  %-" + LABEL + "s", label));
        for (String word : text.split(" ")) {
            if (line.length() + word.length() >= Table.WIDTH && line.length() > LABEL + 2) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(LABEL + 2));
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }
}

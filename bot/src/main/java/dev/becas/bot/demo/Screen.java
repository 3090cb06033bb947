package dev.becas.bot.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One table that fills. On a terminal it is drawn over itself; in plain mode a line is printed each time it has moved
/// on by a twentieth.
final class Screen {
    private static final int BAR = 30;
    private static final int PLAIN_STEPS = 20;

    private final PrintStream out;
    private final boolean plain;
    private int drawn;
    private int plainStep = -1;

    Screen(PrintStream out, boolean plain) {
        this.out = out;
        this.plain = plain;
    }

    /// A sentence that stays.
    synchronized void say(String sentence) {
        erase();
        out.println(sentence);
        out.flush();
    }

    /// Draws how far the conversation is.
    ///
    /// @param share of the conversation that is done, in [0, 1]
    synchronized void draw(double share, Duration elapsed, Watch watch, @Nullable String day) {
        if (plain) {
            int step = (int) (share * PLAIN_STEPS);
            if (step != plainStep) {
                plainStep = step;
                out.printf(
                        Locale.ROOT,
                        "%3.0f %%  %s  messages %,d  decisions %,d  examples %,d  answers by people %,d  %s%n",
                        share * 100,
                        time(elapsed),
                        watch.count("message.seen"),
                        watch.count("message.decided"),
                        watch.count("example.collected"),
                        watch.count("label.given"),
                        stages(watch));
                out.flush();
            }
            return;
        }
        List<String> lines = lines(share, elapsed, watch, day);
        erase();
        lines.forEach(out::println);
        out.flush();
        drawn = lines.size();
    }

    private void erase() {
        if (drawn > 0) {
            out.printf("\u001b[%dA\u001b[J", drawn);
            drawn = 0;
        }
    }

    /// The table.
    static List<String> lines(double share, Duration elapsed, Watch watch, @Nullable String day) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "  %s %3.0f %%   %s   %s",
                bar(share),
                share * 100,
                time(elapsed),
                day == null ? "" : day));
        lines.add("");
        lines.add(String.format(Locale.ROOT, "  %-34s %,10d", "messages", watch.count("message.seen")));
        lines.add(String.format(Locale.ROOT, "  %-34s %,10d", "decisions", watch.count("message.decided")));
        lines.add(String.format(
                Locale.ROOT,
                "  %-34s %,10d   scams %,d   violations %,d",
                "events for learning",
                watch.count("scam.detected") + watch.count("violation.detected") + watch.count("ai.correction"),
                watch.count("scam.detected"),
                watch.count("violation.detected")));
        lines.add(String.format(
                Locale.ROOT,
                "  %-34s %,10d   corrections %,d",
                "answers by people",
                watch.count("label.given"),
                watch.count("ai.correction")));
        lines.add("");
        lines.add(String.format(Locale.ROOT, "  %-34s %10s %8s %8s", "examples", "gold", "silver", "bronze"));
        examples(watch)
                .forEach((category, byTier) -> lines.add(String.format(
                        Locale.ROOT,
                        "    %-32s %,10d %,8d %,8d",
                        category,
                        byTier.getOrDefault("gold", 0),
                        byTier.getOrDefault("silver", 0),
                        byTier.getOrDefault("bronze", 0))));
        lines.add("");
        lines.add(String.format(Locale.ROOT, "  %-34s %-20s %s", "target", "stage", "who answers"));
        watch.aliases()
                .forEach((target, alias) -> lines.add(String.format(
                        Locale.ROOT,
                        "    %-32s %-20s %s %d %%%s",
                        target,
                        watch.stages().getOrDefault(target, "collecting"),
                        version(alias.version()),
                        alias.sharePercent(),
                        alias.fallback() == null || alias.sharePercent() == 100
                                ? ""
                                : ", " + version(alias.fallback()) + " the rest")));
        return lines;
    }

    private static Map<String, Map<String, Integer>> examples(Watch watch) {
        Map<String, Map<String, Integer>> table = new TreeMap<>();
        watch.examples().forEach((key, n) -> {
            String[] parts = key.split("/", -1);
            table.computeIfAbsent(parts[0], c -> new TreeMap<>()).merge(parts[1], n, Integer::sum);
        });
        return table;
    }

    private static String stages(Watch watch) {
        return watch.stages().entrySet().stream()
                .map(e -> e.getKey().replaceFirst("becas-[a-z]+-", "") + ": " + e.getValue())
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    private static String version(String name) {
        return name.substring(name.lastIndexOf("-v") + 1);
    }

    private static String bar(double share) {
        int full = (int) Math.round(Math.min(1, Math.max(0, share)) * BAR);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    private static String time(Duration elapsed) {
        return String.format(Locale.ROOT, "%d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
    }
}

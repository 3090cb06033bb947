package dev.becas.bot.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// Where the demo is seen. On a terminal one table fills in its place, drawn over itself in one write so that nothing
/// flickers, with sentences above it; in plain mode a line is printed each time the conversation has moved on by a
/// twentieth.
final class Screen {
    private static final int PLAIN_STEPS = 20;

    private final PrintStream out;
    private final boolean plain;
    private List<String> table = List.of();
    private int plainStep = -1;

    Screen(PrintStream out, boolean plain) {
        this.out = out;
        this.plain = plain;
    }

    /// Whether the table is drawn.
    boolean drawsTable() {
        return !plain;
    }

    /// A sentence that stays.
    synchronized void say(String sentence) {
        StringBuilder text = new StringBuilder(up());
        text.append(sentence.replace("\n", "\u001b[K\n")).append("\u001b[K\n");
        table.forEach(line -> text.append(line).append("\u001b[K\n"));
        print(plain ? sentence + "\n" : text.append("\u001b[J").toString());
    }

    /// Draws how far everything is.
    synchronized void draw(Watch watch, Table.Moment moment) {
        if (plain) {
            step(watch, moment);
            return;
        }
        List<String> lines = Table.lines(watch, moment);
        StringBuilder text = new StringBuilder(up());
        lines.forEach(line -> text.append(line).append("\u001b[K\n"));
        print(text.append("\u001b[J").toString());
        table = lines;
    }

    /// Leaves the table as it stands; what is said from now on comes below it.
    synchronized void end() {
        table = List.of();
    }

    private void step(Watch watch, Table.Moment moment) {
        int step = (int) (moment.share() * PLAIN_STEPS);
        if (step != plainStep) {
            plainStep = step;
            print(String.format(
                    Locale.ROOT,
                    "%3.0f %%  %s  messages %,d  decisions %,d  examples %,d  answers by people %,d  %s%n",
                    moment.share() * 100,
                    Table.time(moment.elapsed()),
                    watch.count("message.seen"),
                    watch.count("message.decided"),
                    watch.count("example.collected"),
                    watch.count("label.given"),
                    stages(watch)));
        }
    }

    private String up() {
        return table.isEmpty() ? "" : "\u001b[" + table.size() + "A\r";
    }

    private void print(String text) {
        out.print(text);
        out.flush();
    }

    private static String stages(Watch watch) {
        return watch.stages().entrySet().stream()
                .map(e -> e.getKey().replaceFirst("becas-[a-z]+-", "") + ": " + e.getValue())
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }
}

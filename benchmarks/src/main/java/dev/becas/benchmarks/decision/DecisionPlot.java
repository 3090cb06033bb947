package dev.becas.benchmarks.decision;

import java.util.List;
import java.util.Locale;

/// The share of tests that have ended in a promotion, by pairs: one panel a prevalence, one line a candidate. A plain
/// SVG whose colours serve a light and a dark page.
final class DecisionPlot {

    private static final int PANEL_WIDTH = 330;
    private static final int PANEL_HEIGHT = 210;
    private static final int LEFT = 56;
    private static final int TOP = 44;
    private static final int GAP_X = 46;
    private static final int GAP_Y = 64;
    private static final int LEGEND_HEIGHT = 66;
    private static final int COLUMNS = 2;
    private static final double LOG_FROM = Math.log10(50);

    private static final List<Line> LINES = List.of(
            new Line("better than a weak live model", "#2a7f62", ""),
            new Line("better on both", "#1f6fb2", ""),
            new Line("better on both, no win-rate floor", "#1f6fb2", "5 4"),
            new Line("more recall only, no win-rate floor", "#c77d0a", "5 4"),
            new Line("equal, another model", "#b23a48", ""),
            new Line("never flags", "#7d5ba6", "2 4"));

    private record Line(String scenario, String colour, String dashes) {}

    private DecisionPlot() {}

    static String svg(List<Summary> summaries, long maxPairs) {
        List<Double> prevalences = summaries.stream()
                .map(summary -> summary.scenario().prevalence())
                .distinct()
                .toList();
        int rows = (prevalences.size() + COLUMNS - 1) / COLUMNS;
        int width = LEFT + COLUMNS * (PANEL_WIDTH + GAP_X);
        int height = TOP + rows * (PANEL_HEIGHT + GAP_Y) + LEGEND_HEIGHT;
        StringBuilder svg = new StringBuilder(say("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" \
                font-size="12" role="img" aria-label="Share of tests promoted, by pairs">
                <style>text{fill:#333}.axis{stroke:#999;fill:none}.grid{stroke:#8884;fill:none}\
                @media(prefers-color-scheme:dark){text{fill:#ddd}}</style>
                """, width, height));
        for (int i = 0; i < prevalences.size(); i++) {
            int x = LEFT + i % COLUMNS * (PANEL_WIDTH + GAP_X);
            int y = TOP + i / COLUMNS * (PANEL_HEIGHT + GAP_Y);
            panel(svg, x, y, prevalences.get(i), summaries, maxPairs);
        }
        legend(svg, TOP + rows * (PANEL_HEIGHT + GAP_Y));
        return svg.append("</svg>\n").toString();
    }

    private static void panel(
            StringBuilder svg, int x, int y, double prevalence, List<Summary> summaries, long maxPairs) {
        svg.append(say("<g transform=\"translate(%d %d)\">%n", x, y));
        svg.append(say("<text x=\"0\" y=\"-10\" font-weight=\"600\">prevalence %s %%</text>%n", 100 * prevalence));
        for (int share = 0; share <= 100; share += 25) {
            double at = yOf(share / 100.0);
            svg.append(say("<path class=\"grid\" d=\"M0 %.1fH%d\"/>", at, PANEL_WIDTH));
            svg.append(say("<text x=\"-8\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>%n", at + 4, share));
        }
        for (long pairs : new long[] {100, 300, 1_000, 3_000, 10_000}) {
            if (pairs <= maxPairs) {
                double at = xOf(pairs, maxPairs);
                svg.append(say("<path class=\"grid\" d=\"M%.1f 0V%d\"/>", at, PANEL_HEIGHT));
                svg.append(say(
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>%n", at, PANEL_HEIGHT + 16, pairs));
            }
        }
        svg.append(say("<path class=\"axis\" d=\"M0 0V%dH%d\"/>%n", PANEL_HEIGHT, PANEL_WIDTH));
        svg.append(say("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">pairs</text>%n", PANEL_WIDTH, PANEL_HEIGHT + 32));
        for (Line line : LINES) {
            summaries.stream()
                    .filter(summary -> summary.scenario().name().equals(line.scenario())
                            && summary.scenario().prevalence() == prevalence)
                    .findFirst()
                    .ifPresent(summary -> curve(svg, line, summary, maxPairs));
        }
        svg.append("</g>\n");
    }

    private static void curve(StringBuilder svg, Line line, Summary summary, long maxPairs) {
        StringBuilder path = new StringBuilder(say("M0 %d", PANEL_HEIGHT));
        List<Long> promotedAfter = summary.promotedAfter();
        int step = Math.max(1, promotedAfter.size() / 100);
        for (int i = step - 1; i < promotedAfter.size(); i += step) {
            path.append(say("H%.1fV%.1f", xOf(promotedAfter.get(i), maxPairs), yOf((i + 1.0) / summary.runs())));
        }
        path.append(say("H%d", PANEL_WIDTH));
        svg.append(say(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>%n",
                path, line.colour(), line.dashes()));
    }

    private static void legend(StringBuilder svg, int top) {
        for (int i = 0; i < LINES.size(); i++) {
            Line line = LINES.get(i);
            int x = LEFT + i % COLUMNS * (PANEL_WIDTH + GAP_X);
            int y = top + i / COLUMNS * 20;
            svg.append(say(
                    "<path d=\"M%d %dh28\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>",
                    x, y - 4, line.colour(), line.dashes()));
            svg.append(say("<text x=\"%d\" y=\"%d\">%s</text>%n", x + 36, y, line.scenario()));
        }
    }

    private static double xOf(long pairs, long maxPairs) {
        double share = (Math.log10((double) pairs) - LOG_FROM) / (Math.log10((double) maxPairs) - LOG_FROM);
        return PANEL_WIDTH * Math.min(1, Math.max(0, share));
    }

    private static double yOf(double share) {
        return PANEL_HEIGHT * (1 - share);
    }

    private static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}

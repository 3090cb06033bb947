package dev.becas.gputrainer.command;

import dev.becas.gputrainer.rival.Rival;
import dev.becas.gputrainer.rival.Rivals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Rivals for people: a line each, and the verdict.
final class RivalsText {
    private RivalsText() {}

    static List<String> of(Rivals rivals) {
        List<String> lines = new ArrayList<>();
        for (Rival rival : rivals.all()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "rival %s (%s): macro-F1 %.3f [%.3f, %.3f]; the tuned model is ahead by %+.3f [%+.3f, %+.3f]",
                    rival.name(),
                    rival.how(),
                    rival.evaluation().macroF1().value(),
                    rival.evaluation().macroF1().low(),
                    rival.evaluation().macroF1().high(),
                    rival.lead().value(),
                    rival.lead().low(),
                    rival.lead().high()));
        }
        lines.addAll(rivals.missing());
        lines.add("verdict: " + rivals.verdict().reason());
        return lines;
    }
}

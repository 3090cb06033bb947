package dev.becas.gputrainer.command;

import dev.becas.gputrainer.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run came to.
///
/// @param baseSha256 digest of the base's file
/// @param datasetHash digest of the file that was learned
/// @param settings by the names of `trainer.*`
/// @param examples that were learned
/// @param steps done
/// @param planned steps that the data and the settings asked for
/// @param stoppedEarly because the held-out loss no longer fell
/// @param bestEvalLoss null when nothing was held out
/// @param base the base alone on the held-out rows; null when they have no labels
/// @param tuned the same with what was learned
/// @param files what was written, with its sha256 where it is one file
public record TrainReport(
        String baseSha256,
        String datasetHash,
        Map<String, String> settings,
        int examples,
        int steps,
        int planned,
        boolean stoppedEarly,
        @Nullable Double bestEvalLoss,
        @Nullable Evaluation base,
        @Nullable Evaluation tuned,
        Map<String, String> files) {
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("%d examples, %d of %d steps%s"
                .formatted(examples, steps, planned, stoppedEarly ? ", stopped early" : ""));
        if (bestEvalLoss != null) {
            lines.add(String.format(Locale.ROOT, "lowest evaluation loss %.4f", bestEvalLoss));
        }
        if (base != null && tuned != null) {
            lines.add("the base:\n" + EvaluationText.of(base));
            lines.add("tuned:\n" + EvaluationText.of(tuned));
        }
        files.forEach((file, digest) -> lines.add((file + " " + digest).strip()));
        return String.join("\n", lines);
    }
}

package dev.becas.gputrainer.command;

import dev.becas.gputrainer.device.Arithmetic;
import dev.becas.gputrainer.device.Device;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.rival.Effect;
import dev.becas.gputrainer.rival.Parity;
import dev.becas.gputrainer.rival.Rivals;
import dev.becas.gputrainer.train.WholeFile;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Path;
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
/// @param effect how far tuning moved the answers
/// @param parity of each file that was written; none when the held-out rows have no labels
/// @param rivals the cheaper ways and the verdict; null when the held-out rows have no labels
/// @param device where it was computed
/// @param arithmetic with which threads and machine code, since it was started last
/// @param pace how fast it went
/// @param files what was written, with its sha256 where it is one file
/// @param notes what else there is to say, a sentence each: that memory did not suffice, or no card can be used
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
        Effect effect,
        List<Parity> parity,
        @Nullable Rivals rivals,
        Device device,
        Arithmetic arithmetic,
        Pace pace,
        Map<String, String> files,
        List<String> notes) {
    /// Its name in the run's folder.
    static final String FILE = "report.json";

    /// The same with other rivals.
    TrainReport with(Rivals others) {
        return new TrainReport(
                baseSha256,
                datasetHash,
                settings,
                examples,
                steps,
                planned,
                stoppedEarly,
                bestEvalLoss,
                base,
                tuned,
                effect,
                parity,
                others,
                device,
                arithmetic,
                pace,
                files,
                notes);
    }

    /// Puts it into the run's folder.
    void write(Path out) throws IOException {
        WholeFile.write(out.resolve(FILE), Json.pretty(this));
    }

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
        lines.add(String.format(
                Locale.ROOT,
                "of %d prompts %d have another answer than before; the largest change of a probability is %.3f",
                effect.prompts(),
                effect.answersChanged(),
                effect.largestChange()));
        for (Parity same : parity) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s beside the trained model on %d prompts: log-probabilities differ by at most %.1e, %d other answers",
                    same.file(),
                    same.prompts(),
                    same.largestDifference(),
                    same.otherAnswers()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "trained on %s for %.0f s at %.0f tokens/s, %d MiB of memory, %s",
                device.text(),
                pace.seconds(),
                pace.tokensPerSecond(),
                pace.memoryBytes() >> 20,
                arithmetic.text()));
        lines.addAll(notes);
        files.forEach((file, digest) -> lines.add((file + " " + digest).strip()));
        if (rivals != null) {
            lines.addAll(RivalsText.of(rivals));
        }
        return String.join("\n", lines);
    }
}

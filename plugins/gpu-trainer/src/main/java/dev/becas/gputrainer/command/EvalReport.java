package dev.becas.gputrainer.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.becas.gputrainer.device.Device;
import dev.becas.gputrainer.evaluate.Evaluation;
import java.util.Locale;

/// What `eval` says.
///
/// @param evaluation what the answers come to; in JSON its fields stand beside the others
/// @param device where it was computed
/// @param seconds that asking took, without loading
public record EvalReport(@JsonUnwrapped Evaluation evaluation, Device device, double seconds) {
    /// For people.
    String text() {
        return EvaluationText.of(evaluation)
                + String.format(
                        Locale.ROOT,
                        "%nasked on %s in %.1f s, %.1f rows a second",
                        device.text(),
                        seconds,
                        evaluation.rows() / seconds);
    }
}

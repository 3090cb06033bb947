package dev.becas.gputrainer.rival;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.evaluate.Interval;

/// A cheaper way, measured on the rows that the tuned model was measured on.
///
/// @param name `few-shot`, or the name of a trainer
/// @param how in a few words
/// @param seconds how long it took to make it and to ask it all rows; differs from run to run
/// @param evaluation its figures
/// @param lead macro-F1 of the tuned model less that of this one, on the same rows
public record Rival(String name, String how, double seconds, Evaluation evaluation, Interval lead) {
    /// Whether the tuned model is better by more than chance explains.
    @JsonIgnore
    public boolean isBeaten() {
        return lead.low() > 0;
    }
}

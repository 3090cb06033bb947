package dev.becas.gputrainer.dataset;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One line of a dataset.
///
/// @param place the file and the line, for a refusal
/// @param system the instruction, when there is one
/// @param input what is asked
/// @param output all that the assistant's turn says, when it is known, without blanks before it: templates put their
///     own
/// @param label the answer's class: `label`, or `metadata.label`, or an output of a single word
/// @param weight as how many rows it counts when it is learned from, above 0; 1 is usual
public record DataRow(
        String place,
        @Nullable String system,
        String input,
        @Nullable String output,
        @Nullable String label,
        double weight) {
    /// A row that counts as one.
    public DataRow(
            String place, @Nullable String system, String input, @Nullable String output, @Nullable String label) {
        this(place, system, input, output, label, 1);
    }

    /// The output; the label alone where there is none.
    ///
    /// @throws IllegalArgumentException if there is neither
    public String answer() {
        String answer = output == null ? label : output;
        if (answer == null) {
            throw new IllegalArgumentException(place + ": there is neither output nor label");
        }
        return answer;
    }

    /// What the answer says before the label; empty where it has none in it.
    Optional<String> beforeLabel() {
        int place = label == null ? -1 : answer().indexOf(label);
        return place < 0 ? Optional.empty() : Optional.of(answer().substring(0, place));
    }
}

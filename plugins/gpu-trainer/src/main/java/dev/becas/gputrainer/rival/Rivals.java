package dev.becas.gputrainer.rival;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.becas.gputrainer.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.List;

/// The cheaper ways that were tried beside a run, and what follows.
///
/// @param untrained the base alone and with examples; none where the latter was not asked for
/// @param trained models of other trainers
/// @param missing sentences about those that could not be tried
/// @param verdict what follows
public record Rivals(List<Rival> untrained, List<Rival> trained, List<String> missing, Verdict verdict) {
    /// The base as it is.
    static final String BASE = "base";
    /// The word that asks for the base with examples.
    public static final String FEW_SHOT = "few-shot";

    public Rivals {
        untrained = List.copyOf(untrained);
        trained = List.copyOf(trained);
        missing = List.copyOf(missing);
    }

    /// With the verdict that follows.
    static Rivals of(Evaluation tuned, List<Rival> untrained, List<Rival> trained, List<String> missing) {
        return new Rivals(untrained, trained, missing, Verdict.of(tuned, untrained, trained));
    }

    /// All of them.
    @JsonIgnore
    public List<Rival> all() {
        List<Rival> all = new ArrayList<>(untrained);
        all.addAll(trained);
        return all;
    }
}

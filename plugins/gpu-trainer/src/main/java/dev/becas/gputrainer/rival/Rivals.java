package dev.becas.gputrainer.rival;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.becas.gputrainer.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.List;

/// The cheaper ways that were tried beside a run, and what follows.
///
/// @param fewShot the base with examples; none where it was not asked for
/// @param trained models of other trainers
/// @param missing sentences about those that could not be tried
/// @param verdict what follows
public record Rivals(List<Rival> fewShot, List<Rival> trained, List<String> missing, Verdict verdict) {
    /// The word that asks for the base with examples.
    public static final String FEW_SHOT = "few-shot";

    public Rivals {
        fewShot = List.copyOf(fewShot);
        trained = List.copyOf(trained);
        missing = List.copyOf(missing);
    }

    /// With the verdict that follows.
    static Rivals of(Evaluation tuned, List<Rival> fewShot, List<Rival> trained, List<String> missing) {
        return new Rivals(fewShot, trained, missing, Verdict.of(tuned, fewShot, trained));
    }

    /// All of them.
    @JsonIgnore
    public List<Rival> all() {
        List<Rival> all = new ArrayList<>(fewShot);
        all.addAll(trained);
        return all;
    }
}

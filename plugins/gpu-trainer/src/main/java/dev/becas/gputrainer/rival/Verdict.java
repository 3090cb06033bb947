package dev.becas.gputrainer.rival;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.becas.gputrainer.evaluate.Evaluation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What follows from a run and its rivals.
///
/// @param decision [#TRAIN], [#DO_NOT_TRAIN], or the name of the trainer whose model does better
/// @param reason one sentence with the figures
public record Verdict(String decision, String reason) {
    /// The tuned model pays.
    public static final String TRAIN = "train";
    /// The base does as well with examples in front of the question, or better without: it vetoes.
    public static final String DO_NOT_TRAIN = "do not train";

    /// @param untrained the base alone and with examples, or none
    /// @param trained models of other trainers; the best of those that are no worse than the tuned one is recommended
    static Verdict of(Evaluation tuned, List<Rival> untrained, List<Rival> trained) {
        for (Rival rival : untrained) {
            boolean withExamples = rival.name().equals(Rivals.FEW_SHOT);
            if (withExamples ? !rival.isBeaten() : rival.lead().value() <= 0) {
                return new Verdict(
                        DO_NOT_TRAIN,
                        "do not train: " + figures(tuned, rival) + ", which is not better than the base"
                                + (withExamples ? " with examples" : ""));
            }
        }
        return trained.stream()
                .filter(rival -> rival.lead().value() <= 0)
                .min(Comparator.comparingDouble(rival -> rival.lead().value()))
                .map(rival -> new Verdict(
                        rival.name(),
                        "use the model of " + rival.name() + ", which is "
                                + (rival.lead().high() < 0 ? "better" : "as good") + " and cheaper: "
                                + figures(tuned, rival)))
                .orElseGet(() -> new Verdict(TRAIN, pays(untrained, trained)));
    }

    private static String figures(Evaluation tuned, Rival rival) {
        return String.format(
                Locale.ROOT,
                "macro-F1 of the tuned model %.3f, of %s (%s) %.3f, difference %+.3f [%+.3f, %+.3f] at 95 %%",
                tuned.macroF1().value(),
                rival.name(),
                rival.how(),
                rival.evaluation().macroF1().value(),
                rival.lead().value(),
                rival.lead().low(),
                rival.lead().high());
    }

    private static String pays(List<Rival> untrained, List<Rival> trained) {
        String all = Stream.concat(untrained.stream(), trained.stream())
                .map(rival -> String.format(
                        Locale.ROOT,
                        "of %s by %.3f [%+.3f, %+.3f]",
                        rival.name(),
                        rival.lead().value(),
                        rival.lead().low(),
                        rival.lead().high()))
                .collect(Collectors.joining(", "));
        return all.isEmpty()
                ? "none: no rival was asked, so nothing says whether a cheaper way does as well"
                : "the tuned model pays: macro-F1 above that " + all + asGood(untrained, trained);
    }

    /// A lead that may be chance is said to be one.
    private static String asGood(List<Rival> untrained, List<Rival> trained) {
        String level = Stream.concat(untrained.stream(), trained.stream())
                .filter(rival -> !rival.isBeaten())
                .map(Rival::name)
                .collect(Collectors.joining(" and "));
        return level.isEmpty() ? "" : "; the lead over " + level + " may be chance, and that is cheaper";
    }

    /// Whether what was trained should not be used at all.
    @JsonIgnore
    public boolean isVeto() {
        return decision.equals(DO_NOT_TRAIN);
    }
}

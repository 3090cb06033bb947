package dev.becas.benchmarks.decision;

import dev.becas.abtesting.decision.Standing;
import dev.becas.benchmarks.decision.SimulatedTest.End;
import java.util.List;
import java.util.function.ToLongFunction;

/// What many runs of one scenario came to.
///
/// @param scenario what was run
/// @param runs how often
/// @param pairs pairs over all runs
/// @param promotedAfter pairs at promotion, ascending, one a promoted run
/// @param medianDisagreements disagreements at promotion
/// @param worse runs that ended on evidence against the candidate
/// @param same runs that ended because the candidate hardly ever differed
/// @param limit runs that reached the last pair
record Summary(
        Scenario scenario,
        int runs,
        long pairs,
        List<Long> promotedAfter,
        long medianDisagreements,
        long worse,
        long same,
        long limit) {

    Summary {
        promotedAfter = List.copyOf(promotedAfter);
    }

    static Summary of(Scenario scenario, List<End> ends) {
        List<End> promoted =
                ends.stream().filter(end -> end.standing() == Standing.ALL_HOLD).toList();
        return new Summary(
                scenario,
                ends.size(),
                ends.stream().mapToLong(End::pairs).sum(),
                sorted(promoted, End::pairs),
                median(sorted(promoted, End::disagreements)),
                count(ends, Standing.WORSE),
                count(ends, Standing.NO_DIFFERENCE),
                count(ends, Standing.LIMIT));
    }

    double promotedShare() {
        return (double) promotedAfter.size() / runs;
    }

    long medianPairs() {
        return median(promotedAfter);
    }

    private static long count(List<End> ends, Standing standing) {
        return ends.stream().filter(end -> end.standing() == standing).count();
    }

    private static List<Long> sorted(List<End> ends, ToLongFunction<End> figure) {
        return ends.stream().mapToLong(figure).sorted().boxed().toList();
    }

    private static long median(List<Long> ascending) {
        return ascending.isEmpty() ? 0 : ascending.get(ascending.size() / 2);
    }
}

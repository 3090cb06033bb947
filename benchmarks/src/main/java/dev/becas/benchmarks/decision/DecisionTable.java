package dev.becas.benchmarks.decision;

import java.util.List;
import java.util.Locale;

/// The figures as Markdown.
final class DecisionTable {

    private DecisionTable() {}

    static String page(List<Summary> summaries, long pairs, long seed) {
        StringBuilder page = new StringBuilder(head(pairs, seed));
        summaries.forEach(summary -> page.append(line(summary)).append('\n'));
        double worst = summaries.stream()
                .filter(summary -> summary.scenario().equal())
                .mapToDouble(Summary::promotedShare)
                .max()
                .orElse(0);
        return page.append(foot(worst)).toString();
    }

    private static String head(long pairs, long seed) {
        return String.format(Locale.ROOT, """
                # How the promotion rule behaves

                Made by `benchmarks/decision`, which runs the very rule that the shadow tests use
                (`dev.becas.abtesting.decision.PromotionRule`) on simulated models. Two models err independently of each
                other; every disagreement is labelled at once; the rule is looked at **after every pair**, where the row
                does not say otherwise, and stops a test as soon as it says `promote_B` or `keep_A`. A test is at most
                %,d pairs long. Seed %d.

                Figures such as `.85/.006` are recall / false-positive rate. *Promoted* has its 95 %% Wilson interval.
                *Worse* are tests that ended on evidence against the candidate, *same* those in which it hardly ever
                differed, *limit* those that reached the last pair. Median pairs and disagreements are those of the
                promoted tests.

                ![share promoted by pairs](promotion-decision.svg)

                | candidate | A | B | prevalence | runs | promoted | pairs | disagreements | worse | same | limit |
                |---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|
                """, pairs, seed);
    }

    private static String foot(double worstOfEqual) {
        return String.format(Locale.ROOT, """

                What to read from it

                - A candidate that never flags, always flags or guesses is never promoted, however rare the thing is.
                - A different model of the same quality is promoted in at most 1 %% of the tests, at any prevalence: the
                  worst row here is %.2f %%.
                - More recall bought with more false flags is next to never promoted.
                - The 65 %% floor under the win rate costs most where the thing is rare: compare the rows without it.
                - There the floor makes a promotion a matter of patience: with .85/.006 against .7/.01 at prevalence
                  1 %% the candidate's true win rate is 64.1 %%, just below the floor, so it goes out in a moment in
                  which it has been a little luckier than that. Who looks more seldom misses some of these moments, as
                  the last rows show; each of them has runs of its own and is good to three points.
                - `benchmarks/decision-check` works the rare case out a second time, from the formulas and without
                  this project's code, all looks on the same 1,000 runs. It promoted 63.8 %% with a look after every
                  pair, 63.0, 61.5 and 59.2 %% with one every 100, 500 and 1,000; of those that only gain recall 1.0,
                  0.9, 0.3 and 0.2 %%.
                """, 100 * worstOfEqual);
    }

    static String line(Summary summary) {
        Scenario scenario = summary.scenario();
        boolean promoted = !summary.promotedAfter().isEmpty();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s %% | %,d | %s | %s | %s | %s | %s | %s |",
                scenario.name(),
                quality(scenario.live()),
                quality(scenario.candidate()),
                figure(100 * scenario.prevalence()),
                summary.runs(),
                Shares.withInterval(summary.promotedAfter().size(), summary.runs()),
                promoted ? String.format(Locale.ROOT, "%,d", summary.medianPairs()) : "",
                promoted ? String.format(Locale.ROOT, "%,d", summary.medianDisagreements()) : "",
                Shares.percent(summary.worse(), summary.runs()),
                Shares.percent(summary.same(), summary.runs()),
                Shares.percent(summary.limit(), summary.runs()));
    }

    private static String quality(Quality quality) {
        return figure(quality.recall()) + "/" + figure(quality.falsePositiveRate());
    }

    private static String figure(double value) {
        String digits =
                String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
        return digits.startsWith("0.") && value < 1 ? digits.substring(1) : digits;
    }
}

package dev.becas.bot.demo;

import dev.becas.kernel.category.Categories;
import java.util.Locale;

/// Whether the tuned model of a category beats the one before it, said in a sentence whichever way it went.
///
/// @param outcome `better`, `worse`, `not_shown`, or `none` when there is no tuned model
record Verdict(String category, String outcome, String sentence) {

    /// Of a comparison on messages that neither model has seen.
    ///
    /// @param where what the messages are, after "on"
    /// @param promoted whether the tuned model answers for real
    static Verdict of(Scores scores, String where, boolean promoted) {
        String outcome = scores.better() ? "better" : scores.high() < 0 ? "worse" : "not_shown";
        String found = switch (outcome) {
            case "better" -> "beats";
            case "worse" -> "is worse than";
            default -> "is not shown to beat";
        };
        return new Verdict(
                scores.category(),
                outcome,
                String.format(
                        Locale.ROOT,
                        "%s: the tuned model%s %s the one before it on %,d %s: macro-F1 %.3f -> %.3f, difference [%+.3f, %+.3f] at %.0f %%; recall %.2f -> %.2f, false alarms %.3f -> %.3f.",
                        title(scores.category()),
                        promoted ? "" : " (never promoted)",
                        found,
                        scores.n(),
                        where,
                        scores.macroF1Before(),
                        scores.macroF1After(),
                        scores.low(),
                        scores.high(),
                        scores.level() * 100,
                        scores.recallBefore(),
                        scores.recallAfter(),
                        scores.falsePositivesBefore(),
                        scores.falsePositivesAfter()));
    }

    /// Where nothing was trained.
    static Verdict none(String category, String why) {
        return new Verdict(category, "none", title(category) + ": there is no tuned model to compare, because " + why);
    }

    private static String title(String category) {
        String title = Categories.named(category).title();
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }
}

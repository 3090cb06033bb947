package dev.becas.bot.cli;

import java.util.Collection;
import java.util.Comparator;

/// Guesses which name a mistyped word meant.
final class Likeness {
    /// More edits than this are another word.
    private static final int EDITS_MAX = 2;

    private Likeness() {}

    /// `; did you mean 'status'?`, or nothing where no name is close.
    static String suggestion(String word, Collection<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(word) || edits(word, name) <= EDITS_MAX)
                .min(Comparator.comparingInt((String name) -> edits(word, name)).thenComparing(name -> name))
                .map(name -> ", did you mean '" + name + "'?")
                .orElse("");
    }

    /// Insertions, deletions, replacements and swaps of neighbours that make one word of the other (Damerau, 1964).
    static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}

package dev.becas.bot.moderation.links;

import dev.becas.bot.moderation.text.FoldedText;
import dev.becas.bot.moderation.text.TextNormalizer;

/// What a label of a domain looks like in an address bar, and how far two looks are apart.
final class DomainLooks {
    private DomainLooks() {}

    /// The folded symbols of a label without its signs; `rn` and `nn` are an `m` and `vv` a `w`, as the eye has it.
    static String of(String label) {
        FoldedText folded = TextNormalizer.normalize(label).folded();
        StringBuilder looks = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char symbol = folded.symbolClass(i);
            int last = looks.length() - 1;
            char before = last < 0 ? 0 : looks.charAt(last);
            if (symbol == 'n' && (before == 'r' || before == 'n')) {
                looks.setCharAt(last, 'm');
            } else if (symbol == 'v' && before == 'v') {
                looks.setCharAt(last, 'w');
            } else {
                looks.append(symbol);
            }
        }
        return looks.toString();
    }

    /// The number of letters to put in, leave out, change, or swap with a neighbour, or `max + 1` when it is more than
    /// `max`.
    ///
    /// Optimal string alignment with rows of `b.length() + 1`.
    static int errors(String a, String b, int max) {
        if (Math.abs(a.length() - b.length()) > max) {
            return max + 1;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least > max) {
                return max + 1;
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return Math.min(last[b.length()], max + 1);
    }
}

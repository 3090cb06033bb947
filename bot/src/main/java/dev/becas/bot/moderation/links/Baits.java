package dev.becas.bot.moderation.links;

import java.util.Comparator;
import java.util.List;

/// Words that a false site puts beside a brand, the longest first.
final class Baits {
    /// Shorter ones (`get`, `mod`) count only as a whole part between dashes, or as all that is left.
    private static final int INSIDE_CHARS_MIN = 4;

    private record Bait(String word, String looks) {}

    private static final List<Bait> ALL = WordList.load("bait-words.txt").stream()
            .map(word -> new Bait(word, DomainLooks.of(word)))
            .sorted(Comparator.comparingInt((Bait bait) -> -bait.word().length())
                    .thenComparing(Bait::word))
            .toList();

    private Baits() {}

    /// How many a label holds outside the name of a brand; no letter counts for two.
    ///
    /// @param parts the words of the label
    /// @param looks the label as [DomainLooks] folds it
    /// @param brandLooks the brand's name folded the same way, or empty
    static int count(List<String> parts, String looks, String brandLooks) {
        String rest = brandLooks.isEmpty() ? looks : looks.replace(brandLooks, "-");
        int count = 0;
        for (Bait bait : ALL) {
            int at = rest.indexOf(bait.looks());
            boolean isPart = parts.contains(bait.word());
            boolean counts = isPart
                    || (at >= 0
                            && (bait.word().length() >= INSIDE_CHARS_MIN
                                    || rest.length() <= bait.looks().length() + 1));
            if (counts) {
                count++;
                rest = at < 0
                        ? rest
                        : rest.substring(0, at) + "-"
                                + rest.substring(at + bait.looks().length());
            }
        }
        return count;
    }
}

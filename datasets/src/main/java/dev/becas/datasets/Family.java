package dev.becas.datasets;

import java.util.List;
import java.util.regex.Pattern;

/// Sentences that say the same thing: one block of `families.txt`.
///
/// @param label the truth of a sentence; for a topic only on servers that forbid it
/// @param topic the topic that some servers forbid, or empty
/// @param hard whether the sentences are harmless but look like a breach
record Family(
        String id, Split split, Category category, String label, String topic, boolean hard, List<Template> templates) {

    /// Perhaps-parts that did not come leave a gap behind.
    private static final Pattern GAP = Pattern.compile(" +(?=[ ,])");

    Family {
        templates = List.copyOf(templates);
    }

    boolean hasTopic() {
        return !topic.isEmpty();
    }

    String sentence(Dice dice, WordBook words) {
        StringBuilder out = new StringBuilder();
        dice.pick(templates).render(new Filling(dice, words), out);
        return GAP.matcher(out).replaceAll("").strip();
    }
}

package dev.becas.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The labelled text that the first model is made from. Deliberately little: the general rules alone and the stock
/// families, so that servers' own rules and the tuning families are left to learn.
public final class StockText {

    private static final long SEED = 20_260_105;
    private static final int ROWS_PER_ACT_LABEL = 220;
    private static final double TRICK_CHANCE = 0.04;

    private StockText() {}

    /// The same rows on each call, categories and labels mixed.
    public static Stream<LabelledRow> rows() {
        return all().stream();
    }

    /// Writes the rows as JSON Lines.
    public static void write(Path file) throws IOException {
        LabelledRow.writeAll(all(), file);
    }

    private static List<LabelledRow> all() {
        Dice dice = new Dice(SEED);
        List<LabelledRow> rows = new ArrayList<>();
        for (Category category : Category.values()) {
            for (String label : category.actLabels()) {
                add(
                        rows,
                        dice,
                        category,
                        label,
                        ROWS_PER_ACT_LABEL,
                        family -> family.label().equals(label));
            }
            int passRows = ROWS_PER_ACT_LABEL * category.actLabels().size() / 2;
            String pass = category.passLabel();
            add(rows, dice, category, pass, passRows, family -> isPlainChat(family));
            add(rows, dice, category, pass, passRows, family -> family.category() == category && family.hard());
        }
        return Shuffle.of(rows, dice);
    }

    private static void add(
            List<LabelledRow> rows, Dice dice, Category category, String label, int count, Predicate<Family> wanted) {
        List<Family> families = FamilyBook.shipped()
                .where(family -> family.split() == Split.STOCK && !family.hasTopic() && wanted.test(family));
        WordBook words = WordBook.forConversations();
        Disguise disguise = new Disguise(dice, words);
        for (int i = 0; i < count; i++) {
            String sentence = dice.pick(families).sentence(dice, words);
            String typed = disguise.type(sentence, TRICK_CHANCE);
            List<Rule> rules = GuildBook.shipped().rules(List.of(), i);
            rows.add(LabelledRow.of(category, label, "stock", rules, typed));
        }
    }

    static boolean isPlainChat(Family family) {
        return family.label().equals(Category.VIOLATION.passLabel()) && !family.hard();
    }
}

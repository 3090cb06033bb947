package dev.becas.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The text that the tiny base model is pre-trained on: labelled rows of the stock families, with the general rules
/// alone. It knows what [StockText] knows and no more, in many more sentences and in more forms: with all rules, with
/// some, with none, each in either wording; a third of the sentences with words left out or made up, so that what
/// counts is the whole sentence and not the one word that always stood in it.
public final class BaseText {

    /// Rows of each act label.
    public static final int ROWS_PER_LABEL = 1_500;

    private static final long SEED = 20_260_412;
    private static final double TRICK_CHANCE = 0.08;
    private static final double ALL_RULES_CHANCE = 0.6;
    private static final double SOME_RULES_CHANCE = 0.2;
    private static final double RULE_CHANCE = 0.5;
    private static final double BLUR_CHANCE = 0.35;
    private static final double LOST_WORD_CHANCE = 0.08;
    private static final double MADE_UP_WORD_CHANCE = 0.12;
    /// As many harmless rows as others: fewer, and what was never seen is taken for trouble; more, and trouble is
    /// missed.
    private static final double PASS_SHARE = 0.5;

    private static final String CONSONANTS = "bcdfghjklmnprstvwz";
    private static final String VOWELS = "aeiou";

    private final Dice dice = new Dice(SEED);
    private final WordBook words = WordBook.forConversations();
    private final Disguise disguise = new Disguise(dice, words);
    private final List<LabelledRow> rows = new ArrayList<>();

    private BaseText() {}

    /// The same rows on each call, categories and labels mixed.
    public static Stream<LabelledRow> rows() {
        return new BaseText().make().stream();
    }

    /// Writes `rows.jsonl`, and beside it `gold.jsonl`: the gold set of the demo, on which the model is measured.
    ///
    /// @param arguments the folder
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        LabelledRow.writeAll(rows().toList(), folder.resolve("rows.jsonl"));
        GoldSet.of(1, 4).write(folder.resolve("gold.jsonl"));
    }

    private List<LabelledRow> make() {
        for (Category category : Category.values()) {
            for (String label : category.actLabels()) {
                add(category, label, ROWS_PER_LABEL, family -> family.label().equals(label));
            }
            int actRows = ROWS_PER_LABEL * category.actLabels().size();
            int passRows = (int) (actRows * PASS_SHARE / (1 - PASS_SHARE));
            String pass = category.passLabel();
            add(category, pass, passRows / 2, StockText::isPlainChat);
            add(category, pass, passRows / 2, family -> family.category() == category && family.hard());
        }
        return Shuffle.of(rows, dice);
    }

    private void add(Category category, String label, int count, Predicate<Family> wanted) {
        List<Family> families = FamilyBook.shipped()
                .where(family -> family.split() == Split.STOCK && !family.hasTopic() && wanted.test(family));
        for (int i = 0; i < count; i++) {
            String sentence = dice.pick(families).sentence(dice, words);
            String typed = disguise.type(dice.chance(BLUR_CHANCE) ? blurred(sentence) : sentence, TRICK_CHANCE);
            rows.add(LabelledRow.of(category, label, "stock", rules(), typed));
        }
    }

    private String blurred(String sentence) {
        List<String> kept = new ArrayList<>();
        for (String word : sentence.split(" ")) {
            double roll = dice.unit();
            if (roll < MADE_UP_WORD_CHANCE) {
                kept.add(madeUpWord());
            } else if (roll >= MADE_UP_WORD_CHANCE + LOST_WORD_CHANCE) {
                kept.add(word);
            }
        }
        return kept.isEmpty() ? sentence : String.join(" ", kept);
    }

    private String madeUpWord() {
        StringBuilder word = new StringBuilder();
        for (int syllables = 1 + dice.below(3); syllables > 0; syllables--) {
            word.append(letter(CONSONANTS)).append(letter(VOWELS)).append(dice.chance(0.4) ? letter(CONSONANTS) : "");
        }
        return word.toString();
    }

    private String letter(String of) {
        int at = dice.below(of.length());
        return of.substring(at, at + 1);
    }

    private List<Rule> rules() {
        List<Rule> all = GuildBook.shipped().rules(List.of(), dice.below(2));
        double roll = dice.unit();
        if (roll < ALL_RULES_CHANCE) {
            return all;
        }
        return roll < ALL_RULES_CHANCE + SOME_RULES_CHANCE
                ? all.stream().filter(rule -> dice.chance(RULE_CHANCE)).toList()
                : List.of();
    }
}

package dev.becas.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Fills the slots of one sentence. A word is not used twice in a sentence while its slot has others.
final class Filling {

    private static final Set<String> COMPUTED = Set.of("num", "money", "code", "real");
    private static final Set<String> COMPUTED_OPEN = Set.of("fake", "home");
    private static final List<String> AMOUNTS = List.of(
            "$50",
            "$100",
            "$150",
            "$200",
            "$300",
            "$500",
            "$750",
            "$1000",
            "80 euros",
            "250 euros",
            "400 euros",
            "90 dollars");
    private static final int RETRIES = 3;

    private final Dice dice;
    private final WordBook words;
    private final List<String> used = new ArrayList<>();

    Filling(Dice dice, WordBook words) {
        this.dice = dice;
        this.words = words;
    }

    Dice dice() {
        return dice;
    }

    static boolean isKnown(Template.Slot slot, WordBook words) {
        return COMPUTED.contains(slot.name()) || COMPUTED_OPEN.contains(slot.name()) || words.knows(slot.name());
    }

    /// Open slots draw from words of which the gold set keeps its own.
    static boolean isOpen(Template.Slot slot, WordBook words) {
        return COMPUTED_OPEN.contains(slot.name()) || words.knows(slot.name());
    }

    String fill(Template.Slot slot) {
        return switch (slot.name()) {
            case "num" -> Integer.toString(2 + dice.below(98));
            case "money" -> dice.pick(AMOUNTS);
            case "code" -> Links.code(dice);
            case "fake" -> Links.lookAlike(slot.argument(), dice.pick(words.of("affix")), dice);
            case "real" -> Links.official(slot.argument(), dice);
            case "home" -> Links.home(dice.pick(words.of("site")), dice);
            default -> fresh(words.of(slot.name()));
        };
    }

    private String fresh(List<String> choices) {
        String word = dice.pick(choices);
        for (int i = 0; i < RETRIES && used.contains(word); i++) {
            word = dice.pick(choices);
        }
        used.add(word);
        return word;
    }
}

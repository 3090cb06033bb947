package dev.becas.datasets;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// Makes a clean sentence look typed: chatter around it, slips of the finger, and the tricks by which people hide words
/// from filters (leet, look-alike letters, zero-width characters, spaced and stretched letters). Links are left alone.
final class Disguise {

    private static final double PREFIX_CHANCE = 0.2;
    private static final double SUFFIX_CHANCE = 0.2;
    private static final double EMOJI_CHANCE = 0.12;
    private static final double TYPO_CHANCE = 0.18;
    private static final double CAPITAL_CHANCE = 0.35;
    private static final double SHOUT_CHANCE = 0.02;
    private static final int WORD_LENGTH_MIN = 4;

    private static final String LATIN = "aeopcxyi";
    private static final String LOOK_ALIKE = "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456";
    private static final String LEET_FROM = "aeiost";
    private static final String LEET_TO = "431057";
    private static final List<String> ZERO_WIDTH = List.of("\u200b", "\u200c", "\u200d");

    private final Dice dice;
    private final WordBook words;

    Disguise(Dice dice, WordBook words) {
        this.dice = dice;
        this.words = words;
    }

    /// @param trickChance how probable it is that the writer hides words from filters
    String type(String sentence, double trickChance) {
        String[] typed = sentence.split(" ");
        if (dice.chance(TYPO_CHANCE)) {
            changeOne(typed, this::slip);
        }
        if (dice.chance(trickChance)) {
            hide(typed);
        }
        String text = chatter(String.join(" ", typed));
        if (dice.chance(SHOUT_CHANCE) && !text.contains("://")) {
            return text.toUpperCase(Locale.ROOT);
        }
        return dice.chance(CAPITAL_CHANCE) ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) : text;
    }

    private String chatter(String sentence) {
        StringBuilder text = new StringBuilder();
        if (dice.chance(PREFIX_CHANCE)) {
            text.append(dice.pick(words.of("prefix"))).append(' ');
        }
        text.append(sentence);
        if (dice.chance(SUFFIX_CHANCE)) {
            text.append(' ').append(dice.pick(words.of("suffix")));
        }
        if (dice.chance(EMOJI_CHANCE)) {
            text.append(' ').append(dice.pick(words.of("emoji")));
        }
        return text.toString();
    }

    private void hide(String[] typed) {
        int trick = dice.below(5);
        int times = 1 + dice.below(3);
        for (int i = 0; i < times; i++) {
            changeOne(typed, word -> switch (trick) {
                case 0 -> swapLetters(word, LEET_FROM, LEET_TO);
                case 1 -> swapLetters(word, LATIN, LOOK_ALIKE);
                case 2 -> insert(word, dice.pick(ZERO_WIDTH));
                case 3 -> String.join(dice.chance(0.5) ? " " : ".", word.split(""));
                default -> stretch(word);
            });
        }
    }

    private void changeOne(String[] typed, UnaryOperator<String> change) {
        int first = dice.below(typed.length);
        for (int i = 0; i < typed.length; i++) {
            int at = (first + i) % typed.length;
            if (isPlainWord(typed[at])) {
                typed[at] = change.apply(typed[at]);
                return;
            }
        }
    }

    private static boolean isPlainWord(String word) {
        return word.length() >= WORD_LENGTH_MIN && word.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    private String slip(String word) {
        int at = 1 + dice.below(word.length() - 2);
        return switch (dice.below(3)) {
            case 0 -> word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
            case 1 -> word.substring(0, at) + word.substring(at + 1);
            default -> word.substring(0, at) + word.charAt(at) + word.substring(at);
        };
    }

    private String insert(String word, String inserted) {
        int at = 1 + dice.below(word.length() - 1);
        return word.substring(0, at) + inserted + word.substring(at);
    }

    private String stretch(String word) {
        int at = dice.below(word.length());
        return word.substring(0, at) + String.valueOf(word.charAt(at)).repeat(2 + dice.below(4)) + word.substring(at);
    }

    private static String swapLetters(String word, String from, String to) {
        StringBuilder swapped = new StringBuilder(word);
        for (int i = 0; i < swapped.length(); i++) {
            int found = from.indexOf(swapped.charAt(i));
            if (found >= 0) {
                swapped.setCharAt(i, to.charAt(found));
            }
        }
        return swapped.toString();
    }
}

package dev.becas.bot.moderation.text;

/// A way in which a text hides what it says. None is an offence by itself; each is an indicator beside one.
public enum Disguise {
    /// Characters that take no room (zero-width, variation selectors, tags) between others.
    INVISIBLE("invisible characters"),
    /// Controls that turn the direction of writing around.
    BIDI("writing-direction controls"),
    /// Letters of another script or of mathematics that look like ordinary ones.
    CONFUSABLE("look-alike letters"),
    /// Digits and signs that stand for letters: `n1tr0`.
    LEET("digits for letters"),
    /// Words with a separator after each letter: `f r e e`.
    SPACED("spaced-out letters"),
    /// Letters repeated three times or more: `freeee`.
    STRETCHED("stretched letters"),
    /// More combining marks on one letter than any language needs.
    STACKED_MARKS("stacked marks");

    private final String words;

    Disguise(String words) {
        this.words = words;
    }

    /// The disguise in words, for a reason that people read.
    public String words() {
        return words;
    }
}

package dev.becas.bot.moderation.links;

import java.util.Locale;

/// Something seen about a link. The weight is the percentage of such links that we hold to be harmful when nothing else
/// is known. They are our judgement, checked against public lists by `PhishingRecallTest`.
public enum LinkIndicator {
    /// The name of a brand in letters that only look like its own.
    HOMOGRAPH(97),
    /// A brand's name with a letter or two wrong.
    MISSPELT(88),
    /// A brand's name together with a word that baits.
    BRAND_WITH_BAIT(88),
    /// A whole official domain as the front part of another.
    OFFICIAL_IN_FRONT(92),
    /// A brand's name under an ending that is not the brand's.
    WRONG_ENDING(70),
    /// A brand's name as a label in front of another domain.
    BRAND_AS_LABEL(45),
    /// A brand's name inside a longer one.
    BRAND_IN_NAME(45),
    /// Text that shows an official domain and leads elsewhere.
    MASKED_OFFICIAL(85),
    /// Text that shows one domain and leads to another.
    MASKED(45),
    /// A name before an `@`, where a reader takes it for the host.
    USER_IN_FRONT(75),
    /// Two words that bait, and no brand.
    BAIT(45),
    /// Numbers in place of a name.
    NUMERIC_HOST(40),
    /// A host with letters beyond ASCII.
    FOREIGN_LETTERS(15),
    /// Written so that programs do not see a link: `hxxp`, `[.]`.
    OBFUSCATED(15),
    /// An ending that is cheap and often abused.
    RISKY_ENDING(15);

    private final int weight;

    LinkIndicator(int weight) {
        this.weight = weight;
    }

    /// Percent.
    public int weight() {
        return weight;
    }

    /// The name in events: `brand_with_bait`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

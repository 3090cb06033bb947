package dev.becas.bot.moderation.text;

import java.util.EnumSet;
import java.util.Set;

/// Makes the two views of a content. One pass each, linear in the length; never refuses a text.
public final class TextNormalizer {
    /// UTF-16 units of a content that are read: ten times Discord's longest message. The rest is left out of the views.
    public static final int CONTENT_CHARS_MAX = 40_000;
    /// UTF-16 units of the plain view; one character may unfold into eighteen, and a text of those stops here.
    public static final int PLAIN_CHARS_MAX = 2 * CONTENT_CHARS_MAX;

    private TextNormalizer() {}

    public static NormalizedText normalize(String content) {
        Set<Disguise> disguises = EnumSet.noneOf(Disguise.class);
        PlainTextBuilder builder = new PlainTextBuilder(content, disguises);
        PlainText plain = builder.build();
        FoldedText folded = new Folder(content, plain, disguises).fold();
        return new NormalizedText(content, plain, folded, disguises, builder.cut());
    }
}

package dev.becas.bot.moderation.text;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// A content and its two views.
///
/// @param content what was typed, untouched; every span counts in it
/// @param plain what it says
/// @param folded what it looks like, for comparing with terms
/// @param disguises how it hides, if it does
/// @param cut whether something beyond a limit of [TextNormalizer] was left out of the views
public record NormalizedText(String content, PlainText plain, FoldedText folded, Set<Disguise> disguises, boolean cut) {
    public NormalizedText {
        EnumSet<Disguise> copy = EnumSet.noneOf(Disguise.class);
        copy.addAll(disguises);
        disguises = Collections.unmodifiableSet(copy);
    }
}

/// In: what a person typed. Out: [NormalizedText], the same text in a plain and in a folded view, each with its way
/// back to the offsets of the content. Next: rules and links, which judge it.
///
/// The plain view is what the text says (compatibility forms, case, invisible characters resolved). The folded view is
/// what the text looks like: letters that look alike are one symbol, digits that stand for letters are letters,
/// stretched and spaced-out words are words again. Terms are folded by the same code, so a term and its disguises meet.
@NullMarked
package dev.becas.bot.moderation.text;

import org.jspecify.annotations.NullMarked;

/// In: a [dev.becas.bot.moderation.text.NormalizedText]. Out: its [Link]s, and of each a [LinkVerdict] on whether it
/// passes for an official site. Next: rules and policy.
@NullMarked
package dev.becas.bot.moderation.links;

import org.jspecify.annotations.NullMarked;

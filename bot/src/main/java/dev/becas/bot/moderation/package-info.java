/// In: `message.seen`, edits, reports, corrections. Out: exactly one `message.decided` for each message and edit, with
/// the findings, model answers, actions and questions that belong to it. Next: collectors, shadow tests, people.
///
/// A message goes: normalise ([dev.becas.bot.moderation.text]) -> links ([dev.becas.bot.moderation.links]) ->
/// auto-rules ([dev.becas.bot.moderation.rules]) -> model where those decide nothing -> policy -> action ->
/// explanation.
@NullMarked
package dev.becas.bot.moderation;

import org.jspecify.annotations.NullMarked;

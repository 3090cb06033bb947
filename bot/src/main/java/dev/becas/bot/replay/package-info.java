/// Recorded and generated conversations instead of a chat platform. In: `conversation.jsonl`. Out: the same events that
/// any gateway publishes, and time. Next: moderation. The simulated moderator alone reads `moderators.jsonl`.
@NullMarked
package dev.becas.bot.replay;

import org.jspecify.annotations.NullMarked;

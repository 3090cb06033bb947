/// A server's policy file. In: `guilds/*.yaml`. Out: [dev.becas.kernel.guild.GuildPolicy], versioned in the store.
/// Next: moderation and the data-policy gate.
@NullMarked
package dev.becas.kernel.guild;

import org.jspecify.annotations.NullMarked;

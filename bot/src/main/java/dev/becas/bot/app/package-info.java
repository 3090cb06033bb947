/// The bot put together. In: a home folder. Out: a kernel with moderation, plugins, stock models and commands.
/// Next: `cli` drives it, `demo` shows it.
@NullMarked
package dev.becas.bot.app;

import org.jspecify.annotations.NullMarked;

/// The command line. In: words. Out: text or JSON and an exit code. Next: the commands that kernel, bot and plugins
/// offer.
@NullMarked
package dev.becas.bot.cli;

import org.jspecify.annotations.NullMarked;

/// The bot: assembles kernel and parts, and begins. In: a command line. Out: a running Becas. Next: `cli`, `app`.
@NullMarked
package dev.becas.bot;

import org.jspecify.annotations.NullMarked;

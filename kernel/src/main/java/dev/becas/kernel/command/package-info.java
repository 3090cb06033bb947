/// The port by which kernel and plugins offer commands. In: words. Out: text or JSON and an exit code.
/// Next: command line today, slash commands later.
@NullMarked
package dev.becas.kernel.command;

import org.jspecify.annotations.NullMarked;

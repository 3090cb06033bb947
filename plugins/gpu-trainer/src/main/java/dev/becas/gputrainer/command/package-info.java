/// In: words. Out: a trained adapter, an evaluation, or what a file holds, as text and as JSON. Next: the command port
/// of the kernel shows it.
@NullMarked
package dev.becas.gputrainer.command;

import org.jspecify.annotations.NullMarked;

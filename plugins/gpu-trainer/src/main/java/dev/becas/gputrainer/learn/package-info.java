/// In: examples, a base, settings with a mode. Out: an adapter or a whole model, in memory and as files. Next:
/// `command` asks what was learned beside the base, and reports.
///
/// Reads top-down: `Mode` (what is trained), `WholeModelMemory` (whether it fits), `Learning` (a run from its base to
/// its end), `Learned` (what came of it).
@NullMarked
package dev.becas.gputrainer.learn;

import org.jspecify.annotations.NullMarked;

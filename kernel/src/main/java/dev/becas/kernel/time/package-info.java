/// Time as a given: the wall clock live, the conversation's in replay. In: ticks. Out:
/// [dev.becas.kernel.time.BecasClock]. Next: every timer.
@NullMarked
package dev.becas.kernel.time;

import org.jspecify.annotations.NullMarked;

/// In: ticks of the conversation's clock and counts of examples. Out: rounds that begin. Next:
/// [dev.becas.orchestrator.pipeline].
@NullMarked
package dev.becas.orchestrator.trigger;

import org.jspecify.annotations.NullMarked;

/// The persisted state machine of a target. In: what happened. Out: the next state, written before what it asks for.
/// Next: [dev.becas.orchestrator.gold], [dev.becas.orchestrator.promotion].
@NullMarked
package dev.becas.orchestrator.pipeline;

import org.jspecify.annotations.NullMarked;

/// What goes in and out of the state machine. In: events of the other plugins, states that were just written. Out:
/// transitions, and the requests that follow a state. Next: the collectors, trainers and shadow tests.
@NullMarked
package dev.becas.orchestrator.follow;

import org.jspecify.annotations.NullMarked;

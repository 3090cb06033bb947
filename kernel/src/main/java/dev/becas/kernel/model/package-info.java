/// Models and what runs where. In: artifacts from training. Out: versions, aliases, answers with log-probabilities.
/// Next: the pipeline asks the router, the orchestrator moves aliases.
@NullMarked
package dev.becas.kernel.model;

import org.jspecify.annotations.NullMarked;

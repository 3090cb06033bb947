/// The orchestrator: stages, registry, promotion, roll-back, schedules, alerts. In: ticks, datasets, models, test
/// reports, people's commands. Out: requests to the other plugins, moved aliases, alerts. Next:
/// [dev.becas.orchestrator.pipeline].
@NullMarked
package dev.becas.orchestrator;

import org.jspecify.annotations.NullMarked;

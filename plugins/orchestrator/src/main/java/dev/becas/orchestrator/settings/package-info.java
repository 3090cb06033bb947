/// In: `becas.yaml`. Out: the settings of pipelines and alerts, with their ranges. Next: everything here.
@NullMarked
package dev.becas.orchestrator.settings;

import org.jspecify.annotations.NullMarked;

/// In: counts. Out: alerts to log and webhook, and the health record. Next: people.
@NullMarked
package dev.becas.orchestrator.alert;

import org.jspecify.annotations.NullMarked;

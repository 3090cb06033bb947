/// In: a month of counts, rounds, alias moves and alerts. Out: a report of it in a file. Next: people.
@NullMarked
package dev.becas.orchestrator.report;

import org.jspecify.annotations.NullMarked;

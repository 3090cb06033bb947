/// In: the id of anything. Out: all it came from and all it led to. Next: people.
@NullMarked
package dev.becas.orchestrator.lineage;

import org.jspecify.annotations.NullMarked;

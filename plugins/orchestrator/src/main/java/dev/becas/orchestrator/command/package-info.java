/// The commands of the orchestrator: thin, they parse and call. In: words. Out: text and JSON. Next: people.
@NullMarked
package dev.becas.orchestrator.command;

import org.jspecify.annotations.NullMarked;

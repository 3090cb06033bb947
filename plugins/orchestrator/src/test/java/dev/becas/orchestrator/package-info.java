/// Tests.
@NullMarked
package dev.becas.orchestrator;

import org.jspecify.annotations.NullMarked;

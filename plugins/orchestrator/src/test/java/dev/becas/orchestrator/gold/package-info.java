/// Tests.
@NullMarked
package dev.becas.orchestrator.gold;

import org.jspecify.annotations.NullMarked;

/// Tests.
@NullMarked
package dev.becas.orchestrator.promotion;

import org.jspecify.annotations.NullMarked;

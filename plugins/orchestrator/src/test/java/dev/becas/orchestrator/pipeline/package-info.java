/// Tests.
@NullMarked
package dev.becas.orchestrator.pipeline;

import org.jspecify.annotations.NullMarked;

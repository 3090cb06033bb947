/// Tests.
@NullMarked
package dev.becas.orchestrator.settings;

import org.jspecify.annotations.NullMarked;

/// Tests.
@NullMarked
package dev.becas.orchestrator.alert;

import org.jspecify.annotations.NullMarked;

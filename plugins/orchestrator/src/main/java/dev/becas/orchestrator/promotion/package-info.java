/// From evidence to service and back. In: reports, approvals, counts of answers and corrections. Out: moved aliases.
/// Next: the router of the kernel.
@NullMarked
package dev.becas.orchestrator.promotion;

import org.jspecify.annotations.NullMarked;

/// In: a gold set, a candidate and the live version. Out: both versions' figures with intervals, and whether the
/// candidate may go on. Next: the registry and the shadow test.
@NullMarked
package dev.becas.orchestrator.gold;

import org.jspecify.annotations.NullMarked;

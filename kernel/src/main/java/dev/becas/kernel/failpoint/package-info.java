/// Named instants at which a test kills the process. In: `BECAS_FAILPOINT`. Out: a halt. Next: the kill test.
@NullMarked
package dev.becas.kernel.failpoint;

import org.jspecify.annotations.NullMarked;

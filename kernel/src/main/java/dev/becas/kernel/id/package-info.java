/// Deterministic names. In: a cause and what happened. Out: the same id on every run. Next: every event and example.
@NullMarked
package dev.becas.kernel.id;

import org.jspecify.annotations.NullMarked;

/// Lineage queries on a large journal. In: a million examples. Out: milliseconds.
/// Next: `startup`.
@NullMarked
package dev.becas.benchmarks.lineage;

import org.jspecify.annotations.NullMarked;

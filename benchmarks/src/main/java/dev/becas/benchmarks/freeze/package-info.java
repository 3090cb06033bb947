/// Freezing, exporting and verifying a large dataset. In: stored examples. Out: seconds and memory.
/// Next: `lineage`.
@NullMarked
package dev.becas.benchmarks.freeze;

import org.jspecify.annotations.NullMarked;

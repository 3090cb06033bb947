/// In: what benchmarks found. Out: whether page and medians say it rightly. Next: `docs/reference/benchmarks.md`.
@NullMarked
package dev.becas.benchmarks;

import org.jspecify.annotations.NullMarked;
